package com.rescaleequity.order.api;

import static com.rescaleequity.order.api.TestCalls.account;
import static com.rescaleequity.order.api.TestCalls.createOrder;
import static com.rescaleequity.order.api.TestCalls.get;
import static com.rescaleequity.order.api.TestCalls.getAccount;
import static com.rescaleequity.order.api.TestCalls.id;
import static com.rescaleequity.order.api.TestCalls.leaveNothing;
import static com.rescaleequity.order.api.TestCalls.limit;
import static com.rescaleequity.order.api.TestCalls.meanwhile;
import static com.rescaleequity.order.api.TestCalls.post;
import static com.rescaleequity.order.api.TestCalls.with;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;

import com.rescaleequity.platform.auth.Signatures;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said when the log does not answer, when too much is under way, or asked too often. */
@QuarkusTest
@TestProfile(FrozenLogResourceTest.Tight.class)
class FrozenLogResourceTest {

    /** Little patience, little room, and rate limits. */
    public static class Tight implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "exchange.engine.reply-timeout-ms", "2000",
                    "exchange.engine.max-in-flight", "4",
                    "exchange.engine.cancel-reserve", "2");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(
                            ExchangeInfrastructure.class,
                            Map.of("database", "order_service", "rate-limits", "true")));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    private static final String NO_ROOM = "Too much is under way";

    private final ProcessHandle broker =
            ProcessHandle.current()
                    .children()
                    .filter(p -> p.info().commandLine().orElse("").contains("local-broker.jar"))
                    .findFirst()
                    .orElseThrow();
    private TestKey owner;

    @BeforeEach
    void openAnAccount() {
        TestCommands.listInstruments();
        owner = account();
    }

    @AfterEach
    void leaveAnEmptyBook() {
        leaveNothing(owner);
    }

    @Test
    void whenTheLogFreezesNobodyKnowsUntilItIsAskedAgain() throws Exception {
        String body = with(limit("buy", "0.1", "50000"), "'clientOrderId':'unsure'");
        String resting = id(createOrder(owner, limit("buy", "0.1", "50001")));
        ValidatableResponse unknown;
        ValidatableResponse unnamed;
        ValidatableResponse unsure;
        ValidatableResponse amended;
        ValidatableResponse batch;
        ValidatableResponse test;
        signal("-STOP");
        try {
            unknown = post(owner, "key-1", "/create", body);
            unnamed = post(owner, "key-2", "/create", limit("buy", "0.1", "50000"));
            unsure = post(owner, "/cancel", "{'orderId':'%s'}".formatted(resting));
            amended =
                    post(
                            owner,
                            "/amend",
                            "{'clientOrderId':'unsure','newClientOrderId':'newer','price':50002}");
            batch = post(owner, "/cancel-batch", "{'orders':[{},{'clientOrderId':'unsure'}]}");
            test = post(owner, "/test", body);
        } finally {
            signal("-CONT");
        }
        unknown.statusCode(500)
                .body("error.code", equalTo("EXECUTION_UNKNOWN"))
                .body("error.details.clientOrderId", equalTo("unsure"))
                .body("error.details.idempotencyKey", equalTo("key-1"));
        // A label of ours would mislead: it is another one each time the request is sent.
        unnamed.statusCode(500)
                .body("error.code", equalTo("EXECUTION_UNKNOWN"))
                .body("error.details", equalTo(Map.of("idempotencyKey", "key-2")));
        unsure.statusCode(500)
                .body("error.code", equalTo("EXECUTION_UNKNOWN"))
                .body("error.details", equalTo(Map.of("orderId", resting)));
        amended.statusCode(500)
                .body("error.code", equalTo("EXECUTION_UNKNOWN"))
                .body("error.details.clientOrderId", equalTo("unsure"))
                .body("error.details.newClientOrderId", equalTo("newer"));
        // A test does nothing, so its outcome is never unknown
        test.statusCode(503).body("error.code", equalTo("SERVICE_UNAVAILABLE"));
        batch.statusCode(500)
                .body("error.details.orders", contains(Map.of("clientOrderId", "unsure")));
        // Then repeating with the key settles it: one order, whether it was taken then or now
        String order = id(eventually(() -> post(owner, "key-1", "/create", body)));
        assertThat(id(post(owner, "key-1", "/create", body))).isEqualTo(order);
        get(owner, "/" + order).statusCode(200);
    }

    @Test
    void whatIsReadOfOnesOwnWaitsForTheLog() throws Exception {
        for (String path : List.of("/trades", "/trades?format=csv", "/limits")) {
            ValidatableResponse answer;
            signal("-STOP");
            try {
                answer = getAccount(owner, path);
            } finally {
                signal("-CONT");
            }
            answer.statusCode(503)
                    .header("Retry-After", equalTo("1"))
                    .body("error.code", equalTo("SERVICE_UNAVAILABLE"));
            eventually(() -> getAccount(owner, path));
        }
    }

    @Test
    void aSignedOrderThatWaitedTooLongIsNotPlaced() throws Exception {
        long window = 1_200;
        for (int i = 0; ; i++) {
            String body =
                    with(limit("buy", "0.1", "50000"), "'clientOrderId':'late-" + i + "'")
                            .replace('\'', '"');
            long sent = System.currentTimeMillis();
            signal("-STOP");
            ValidatableResponse answer;
            try {
                CompletableFuture<ValidatableResponse> late =
                        meanwhile(() -> signed(owner, body, sent, window));
                Thread.sleep(window + 300);
                signal("-CONT");
                answer = late.join();
            } finally {
                signal("-CONT");
            }
            eventually(() -> createOrder(owner, limit("buy", "0.1", "50000")));
            get(owner, "/by-client-id/late-" + i)
                    .statusCode(400)
                    .body("error.code", equalTo("ORDER_NOT_FOUND"));
            // A machine too busy to bring the outcome in time says so, and may try again
            if (i < 5 && answer.extract().statusCode() == 500) {
                continue;
            }
            answer.statusCode(401)
                    .body("error.code", equalTo("TIMESTAMP_OUT_OF_WINDOW"))
                    .body("error.details.serverTime", greaterThan(sent + window))
                    .body("error.details.timestamp", equalTo(sent))
                    .body("error.details.recvWindow", equalTo((int) window));
            return;
        }
    }

    private static ValidatableResponse signed(
            TestKey key, String body, long timestamp, long window) {
        byte[] signature =
                Signatures.version1(
                        key.apiSecret().getBytes(StandardCharsets.UTF_8),
                        body.getBytes(StandardCharsets.UTF_8));
        return given().header("X-API-Key", key.apiKey())
                .header("X-API-Sign", HexFormat.of().formatHex(signature))
                .header("X-Timestamp", Long.toString(timestamp))
                .header("X-Recv-Window", Long.toString(window))
                .contentType("application/json")
                .body(body)
                .post(TestCalls.ORDERS + "/create")
                .then();
    }

    @Test
    void whenTooMuchIsUnderWayMoreIsRefusedButCancelsHaveRoom() throws Exception {
        boolean full = false;
        // A machine so busy that some are given up before the next ones come may try again.
        for (int i = 0; i < 10 && !full; i++) {
            full = cancelsHaveRoomWhereOrdersHaveNone();
        }
        assertThat(full).isTrue();
        eventually(() -> createOrder(owner, limit("buy", "0.1", "50000")));
    }

    /** Whether orders were refused before a cancel was sent and after it. */
    private boolean cancelsHaveRoomWhereOrdersHaveNone() throws Exception {
        String order = limit("buy", "0.1", "50000");
        List<CompletableFuture<String>> orders;
        CompletableFuture<String> cancel;
        ValidatableResponse more;
        signal("-STOP");
        try {
            orders =
                    IntStream.range(0, 8)
                            .mapToObj(i -> code(() -> createOrder(owner, order)))
                            .toList();
            // Who is refused is answered at once, who is not waits for the log.
            if (!CompletableFuture.anyOf(orders.toArray(CompletableFuture[]::new))
                    .join()
                    .equals("SERVICE_UNAVAILABLE")) {
                return false;
            }
            cancel = message(() -> post(owner, "/cancel-all", "{}"));
            more = createOrder(owner, order);
        } finally {
            signal("-CONT");
        }
        List<String> codes = orders.stream().map(CompletableFuture::join).toList();
        String cancelled = cancel.join();
        if (more.extract().statusCode() != 503) {
            return false;
        }
        more.header("Retry-After", notNullValue())
                .body("error.code", equalTo("SERVICE_UNAVAILABLE"))
                .body("error.details.retryAfterMs", greaterThan(0));
        // The log may take it too late on a busy machine; that there is no room is another answer.
        assertThat(more.extract().<String>path("error.message")).contains(NO_ROOM);
        assertThat(cancelled).doesNotContain(NO_ROOM);
        assertThat(codes).anyMatch(code -> !code.equals("SERVICE_UNAVAILABLE"));
        return true;
    }

    @Test
    void aBatchTakesItsItemsOfTheBucket() {
        String order = limit("buy", "0.001", "50000");
        String batch = "{'orders':[" + String.join(",", java.util.Collections.nCopies(20, order));
        String cancels =
                "{'orders':["
                        + String.join(",", java.util.Collections.nCopies(50, "{'orderId':'1'}"));
        post(owner, "/create-batch", batch + "]}")
                .statusCode(200)
                .header("RateLimit", org.hamcrest.Matchers.containsString("\"orders\";r=80"));
        post(owner, "/create-batch", batch + ",{}]}")
                .body("error.code", equalTo("BATCH_TOO_LARGE"));
        ValidatableResponse limited = post(owner, "/create-batch", batch + "]}");
        for (int i = 0; i < 20 && limited.extract().statusCode() == 200; i++) {
            limited = post(owner, "/create-batch", batch + "]}");
        }
        limited.statusCode(429)
                .header("Retry-After", notNullValue())
                .header("X-RateLimit-Remaining", equalTo("0"))
                .body("error.code", equalTo("ORDER_RATE_LIMITED"))
                .body("error.details.policy", equalTo("orders"))
                .body("error.details.limit", equalTo(100))
                .body("error.details.windowSeconds", equalTo(10))
                .body("error.details.retryAfterMs", greaterThan(0));
        // Then cancels have a bucket of their own
        post(owner, "/cancel-batch", cancels + "]}")
                .statusCode(200)
                .header("RateLimit", org.hamcrest.Matchers.containsString("\"cancels\";r=150"));
        post(owner, "/cancel-all", "{}")
                .header("RateLimit", org.hamcrest.Matchers.containsString("\"cancels\";r=1"));
        post(owner, "/test", order)
                .statusCode(200)
                .header("RateLimit-Policy", equalTo("\"account\";q=6000;w=60"));
    }

    @Test
    void armingTheTimerAgainAndAgainWritesTheLogOnlySoOften() {
        // Given
        String arm = "{'timeout':60}";
        post(owner, "/cancel-all-after", arm)
                .statusCode(200)
                .header(
                        "RateLimit-Policy",
                        equalTo("\"account\";q=6000;w=60, \"logged\";q=100;w=10"));

        // When
        List<CompletableFuture<String>> codes =
                IntStream.range(0, 400)
                        .mapToObj(i -> code(() -> post(owner, "/cancel-all-after", arm)))
                        .toList();

        // Then
        assertThat(codes.stream().map(CompletableFuture::join)).contains("RATE_LIMITED");
        post(owner, "/cancel-all", "{}").statusCode(200);
    }

    private void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", name, Long.toString(broker.pid())).start().waitFor();
        assertThat(exit).isZero();
    }

    private static CompletableFuture<String> message(
            java.util.function.Supplier<ValidatableResponse> call) {
        return meanwhile(() -> String.valueOf(call.get().extract().<String>path("error.message")));
    }

    private static CompletableFuture<String> code(
            java.util.function.Supplier<ValidatableResponse> call) {
        return meanwhile(() -> String.valueOf(call.get().extract().<String>path("error.code")));
    }

    /** Asks until the log answers again. */
    private static ValidatableResponse eventually(
            java.util.function.Supplier<ValidatableResponse> call) throws InterruptedException {
        for (int attempt = 0; ; attempt++) {
            ValidatableResponse response = call.get();
            if (response.extract().statusCode() < 500 || attempt == 200) {
                return response.statusCode(200);
            }
            Thread.sleep(500);
        }
    }
}
