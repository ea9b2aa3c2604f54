package com.rescaleequity.local.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas of a service, one of which stops answering anything, as a frozen process does. */
class FrozenReplicaTest {

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicBoolean frozen = new AtomicBoolean();
    private final AtomicInteger refusal = new AtomicInteger(200);
    private final Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
    private Ingress ingress;

    @BeforeEach
    void start() throws Exception {
        int freezes =
                listen(request -> {
                    if (frozen.get()) {
                        held.add(request);
                    } else {
                        request.response().end("freezes");
                    }
                });
        int steady =
                listen(request -> {
                    if (request.path().startsWith("/api/")) {
                        request.response().setStatusCode(refusal.get());
                    }
                    request.response().end("steady");
                });
        ingress =
                Ingress.start(
                        vertx,
                        0,
                        Manifests.routes(
                                Map.of("/api/v1/orders", "orders", "/api/v1/alone", "alone")),
                        Map.of(
                                "orders",
                                Replicas.of(
                                        List.of(
                                                Upstream.local(freezes, freezes),
                                                Upstream.local(steady, steady))),
                                "alone",
                                Replicas.of(List.of(Upstream.local(freezes, freezes)))),
                        null);
    }

    private int listen(io.vertx.core.Handler<HttpServerRequest> handler) throws Exception {
        HttpServer server =
                vertx.createHttpServer()
                        .requestHandler(handler)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(3, TimeUnit.MINUTES);
        return server.actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(3, TimeUnit.MINUTES);
    }

    @Test
    void aReadThatAFrozenReplicaHoldsIsAskedOfTheOther() throws Exception {
        // Given
        frozen.set(true);

        // When: in turn, so that the frozen one is asked too
        for (int call = 0; call < 4; call++) {
            HttpResponse<String> answer = send(request("orders").GET());

            // Then
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("steady");
        }
    }

    @Test
    void aWriteThatAFrozenReplicaHoldsIsUnknownAndLaterOnesGoToTheOther() throws Exception {
        // Given
        frozen.set(true);

        // When
        List<CompletableFuture<HttpResponse<String>>> calls =
                List.of(sendOrder("a"), sendOrder("b"));
        calls.forEach(CompletableFuture::join);

        // Then
        HttpResponse<String> lost =
                calls.stream()
                        .map(CompletableFuture::join)
                        .filter(answer -> answer.statusCode() != 200)
                        .findFirst()
                        .orElseThrow();
        JsonObject error = new JsonObject(lost.body()).getJsonObject("error");
        assertThat(lost.statusCode()).isEqualTo(500);
        assertThat(error.getString("code")).isEqualTo("EXECUTION_UNKNOWN");
        assertThat(error.getJsonObject("details").getString("clientOrderId")).isIn("a", "b");
        long before = heldOrders();
        for (int call = 0; call < 4; call++) {
            assertThat(sendOrder("c" + call).join().body()).isEqualTo("steady");
        }
        assertThat(heldOrders()).isEqualTo(before);
    }

    @Test
    void aWriteWithAKeyThatAFrozenReplicaHoldsIsSentToTheOther() throws Exception {
        // Given
        frozen.set(true);

        // When
        List<CompletableFuture<HttpResponse<String>>> calls = List.of(sendKeyed(), sendKeyed());

        // Then
        for (CompletableFuture<HttpResponse<String>> call : calls) {
            assertThat(call.get().body()).isEqualTo("steady");
        }
        assertThat(heldOrders()).isEqualTo(1);
    }

    @Test
    void aRepeatThatTheOtherReplicaDoesNotTakeLeavesUnknownWhatTheFirstDid() throws Exception {
        for (int status : List.of(401, 403, 429, 503)) {
            // Given
            frozen.set(true);
            refusal.set(status);

            // When
            List<CompletableFuture<HttpResponse<String>>> calls = List.of(sendKeyed(), sendKeyed());

            // Then
            List<Integer> answers = new ArrayList<>();
            for (CompletableFuture<HttpResponse<String>> call : calls) {
                answers.add(call.get().statusCode());
            }
            assertThat(answers).containsExactlyInAnyOrder(500, status);
            frozen.set(false);
            awaitBoth();
        }
    }

    private long heldOrders() {
        return held.stream().filter(request -> request.path().startsWith("/api/")).count();
    }

    @Test
    void aFrozenReplicaThatGoesOnIsAskedAgain() throws Exception {
        // Given
        frozen.set(true);
        assertThat(send(request("orders").GET()).statusCode()).isEqualTo(200);
        assertThat(send(request("orders").GET()).statusCode()).isEqualTo(200);

        // When
        frozen.set(false);

        // Then
        awaitBoth();
    }

    /** Returns when the one that was frozen is asked again. */
    private void awaitBoth() throws Exception {
        for (HttpServerRequest request = held.poll(); request != null; request = held.poll()) {
            request.response().end("freezes");
        }
        String body = "";
        for (int call = 0; !body.equals("freezes"); call++) {
            assertThat(call).isLessThan(1800);
            body = send(request("orders").GET()).body();
            Thread.sleep(100);
        }
    }

    @Test
    void aServiceWhoseOnlyReplicaIsFrozenIsUnavailable() throws Exception {
        frozen.set(true);
        assertThat(send(request("alone").GET()).statusCode()).isEqualTo(503);
    }

    private CompletableFuture<HttpResponse<String>> sendKeyed() {
        return client.sendAsync(
                request("orders/create")
                        .header("Idempotency-Key", "k")
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> sendOrder(String label) {
        return client.sendAsync(
                request("orders/create")
                        .POST(BodyPublishers.ofString("{\"clientOrderId\":\"" + label + "\"}"))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/api/v1/%s".formatted(ingress.port(), path)));
    }
}
