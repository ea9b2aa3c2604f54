package com.rescaleequity.order.api;

import static com.rescaleequity.order.api.TestCalls.account;
import static com.rescaleequity.order.api.TestCalls.get;
import static com.rescaleequity.order.api.TestCalls.leaveNothing;
import static com.rescaleequity.order.api.TestCalls.limit;
import static com.rescaleequity.order.api.TestCalls.post;
import static com.rescaleequity.order.api.TestCalls.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rescaleequity.platform.auth.Signatures;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.RawHandshake;
import com.rescaleequity.platform.testing.SocketClient;
import com.rescaleequity.platform.testing.TestKeys;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import com.rescaleequity.protocol.account.KeyState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders over a WebSocket: the same calls as by HTTP, against a real log, core and database. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "order_service"),
        restrictToAnnotatedClass = false)
class TradeSocketResourceTest {

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
    void everyCallOfThePathsIsAMethod() throws Exception {
        try (TradeClient client = TradeClient.open(owner, "")) {
            // When
            JsonNode created = client.call("ORDERS_CREATE", limit("buy", "0.5", "50000"));
            String id = created.at("/result/orderId").asText();
            JsonNode tested = client.call("orders_test", limit("buy", "0.5", "50000"));
            JsonNode amended =
                    client.call("ORDERS_AMEND", "{'orderId':'%s','quantity':0.4}".formatted(id));
            JsonNode cancelled = client.call("ORDERS_CANCEL", "{'orderId':'%s'}".formatted(id));
            JsonNode batch =
                    client.call(
                            "ORDERS_CREATE_BATCH",
                            "{'orders':[%s,{'symbol':'BTCUSD'}]}"
                                    .formatted(limit("buy", "0.1", "50000")));
            String second = batch.at("/result/0/data/orderId").asText();
            JsonNode gone =
                    client.call(
                            "ORDERS_CANCEL_BATCH",
                            "{'orders':[{'orderId':'%s'}]}".formatted(second));
            JsonNode timer = client.call("ORDERS_CANCEL_ALL_AFTER", "{'timeout':60}");
            JsonNode off = client.call("ORDERS_CANCEL_ALL_AFTER", "{'timeout':0}");
            client.call("ORDERS_CREATE", limit("buy", "0.5", "50001"));
            JsonNode all = client.ask("{'id':'x','method':'ORDERS_CANCEL_ALL'}");

            // Then
            assertThat(created.get("id").asInt()).isEqualTo(1);
            assertThat(created.get("status").asText()).isEqualTo("success");
            assertThat(created.at("/result/price").decimalValue()).isEqualByComparingTo("50000");
            assertThat(created.at("/result/fills").isArray()).isTrue();
            assertThat(tested.at("/result/valid").asBoolean()).isTrue();
            assertThat(amended.at("/result/priorityKept").asBoolean()).isTrue();
            assertThat(cancelled.at("/result/statusReason").asText()).isEqualTo("user_request");
            assertThat(batch.at("/result/1/error/errors/0/field").asText())
                    .startsWith("orders[1].");
            assertThat(gone.at("/result/0/data/status").asText()).isEqualTo("cancelled");
            assertThat(timer.at("/result/triggerTime").asLong()).isPositive();
            assertThat(off.at("/result/triggerTime").isNull()).isTrue();
            assertThat(all.get("id").asText()).isEqualTo("x");
            assertThat(all.at("/result/cancelledCount").asInt()).isEqualTo(1);
            get(owner, "/" + id).statusCode(200).body("data.status", equalTo("cancelled"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ORDERS_CREATE | /create | {'symbol':'BTCUSD','side':'buy','type':'limit','quantity':0.5}",
                "ORDERS_CREATE | /create | {'symbol':'BTCUSD','side':'buy','type':'limit','quantity':5000,'price':50000.001}",
                "ORDERS_CREATE | /create | {'symbol':'NOUSD','side':'bid','type':'limit','quantity':1,'price':1}",
                "ORDERS_CREATE | /create | {'symbol':'BTCUSD','side':'buy','type':'limit','quantity':900,'price':60000}",
                "ORDERS_CREATE | /create | {'symbol':'BTCUSD','timestamp':1}",
                "ORDERS_CREATE | /create | {'symbol':'BTCUSD','action':'orders.test'}",
                "ORDERS_AMEND | /amend | {'orderId':'12345678','quantity':1}",
                "ORDERS_CANCEL | /cancel | {'clientOrderId':'never-seen'}",
                "ORDERS_CANCEL | /cancel | {}",
                "ORDERS_CANCEL_BATCH | /cancel-batch | {'orders':[]}",
                "ORDERS_CANCEL_ALL | /cancel-all | {'symbol':'NOUSD'}",
                "ORDERS_CANCEL_ALL_AFTER | /cancel-all-after | {'timeout':1}"
            })
    void refusalsAreThoseOfHttpWithTheirStatus(String method, String path, String body)
            throws Exception {
        // Given
        String byHttp = post(owner, path, body).extract().asString();
        int status = post(owner, path, body).extract().statusCode();
        try (TradeClient client = TradeClient.open(owner, "")) {
            // When
            JsonNode answer = client.call(method, body);
            // Then
            assertThat(answer.get("status").asText()).isEqualTo("error");
            assertThat(answer.at("/error/httpStatus").asInt()).isEqualTo(status);
            assertThat(answer.at("/error/requestId").asText()).isNotEmpty();
            assertThat(lasting(answer.get("error")))
                    .isEqualTo(lasting(TradeClient.read(byHttp).get("error")));
        }
    }

    private static ObjectNode lasting(JsonNode error) {
        ObjectNode copy = error.deepCopy();
        copy.remove(java.util.List.of("requestId", "timestamp", "httpStatus"));
        return copy;
    }

    @Test
    void answersComeByTheirIdsWhateverTheirOrder() throws Exception {
        Set<Integer> wanted = new HashSet<>();
        try (TradeClient client = TradeClient.open(owner, "")) {
            // When
            for (int id = 1; id <= 60; id++) {
                wanted.add(id);
                client.send(
                        "{'id':%d,'method':'ORDERS_CREATE','params':%s}"
                                .formatted(id, limit("buy", "0.001", "50000")));
            }
            // Then
            for (int i = 0; i < 60; i++) {
                JsonNode answer = client.next();
                assertThat(answer.get("status").asText()).isEqualTo("success");
                assertThat(wanted.remove(answer.get("id").asInt())).isTrue();
            }
        }
    }

    @Test
    void idempotencyKeyStandsForTheSameRequestByBothWays() throws Exception {
        // Given
        String order = limit("buy", "0.1", "50000");
        String message = "{'id':1,'method':'ORDERS_CREATE','params':%s,'idempotencyKey':'both'}";
        try (TradeClient client = TradeClient.open(owner, "")) {
            // When
            JsonNode first = client.ask(message.formatted(order));
            JsonNode again = client.ask(message.formatted(order));
            JsonNode other = client.ask(message.formatted(limit("buy", "0.2", "50000")));
            // Then
            String id = first.at("/result/orderId").asText();
            assertThat(first.has("idempotencyReplayed")).isFalse();
            assertThat(again.at("/result/orderId").asText()).isEqualTo(id);
            assertThat(again.get("idempotencyReplayed").asBoolean()).isTrue();
            assertThat(other.at("/error/code").asText()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
            post(owner, "both", "/create", order)
                    .statusCode(200)
                    .header("Idempotency-Replayed", "true")
                    .body("data.orderId", equalTo(id));
            assertThat(
                            client.ask(message.formatted(order).replace("both", "x".repeat(65)))
                                    .at("/error/errors/0/field")
                                    .asText())
                    .isEqualTo("idempotencyKey");
        }
    }

    @Test
    void numbersComeAsTheConnectionAskedForThem() throws Exception {
        try (TradeClient client = TradeClient.open(owner, "&numberFormat=string")) {
            JsonNode created = client.call("ORDERS_CREATE", limit("buy", "0.50", "50000"));
            assertThat(created.at("/result/quantity").isTextual()).isTrue();
            assertThat(created.at("/result/quantity").asText()).isEqualTo("0.5");
        }
    }

    @Test
    void whoIsNotAuthenticatedMayOnlyAuthenticate() throws Exception {
        try (TradeClient client = TradeClient.unknown()) {
            // When
            JsonNode refused = client.call("ORDERS_CREATE", limit("buy", "0.1", "50000"));
            client.send(
                    "{'id':2,'method':'AUTH','params':{'token':'%s'}}".formatted(owner.apiKey()));
            client.send(
                    "{'id':3,'method':'ORDERS_CREATE','params':%s}"
                            .formatted(limit("buy", "0.1", "50000")));
            // Then
            assertThat(refused.at("/error/code").asText()).isEqualTo("NOT_AUTHENTICATED");
            assertThat(refused.at("/error/httpStatus").asInt()).isEqualTo(401);
            assertThat(client.next().at("/result/keyId").asText()).isEqualTo(owner.keyId());
            assertThat(client.next().at("/result/status").asText()).isEqualTo("active");
        }
    }

    @Test
    void keyThatMustSignIsLetInByASignedLoginAlone() throws Exception {
        // Given
        long account = owner.accountId();
        TestKey signing = TestKeys.publish(account, key -> key.setRequireSignature(true), "trade");
        // Then
        assertThat(RawHandshake.answer(TradeClient.uri(), "?token=" + signing.apiKey()))
                .startsWith("HTTP/1.1 401")
                .contains("SIGNATURE_REQUIRED");
        assertThat(RawHandshake.answer(TradeClient.uri(), "", "Authorization", signing.bearer()))
                .startsWith("HTTP/1.1 401")
                .contains("SIGNATURE_REQUIRED");
        try (TradeClient client = TradeClient.unknown()) {
            String bare = "{'method':'AUTH','params':{'token':'%s'}}".formatted(signing.apiKey());
            assertThat(client.ask(bare).at("/error/code").asText()).isEqualTo("SIGNATURE_REQUIRED");
            // When
            JsonNode welcome = client.ask(signedLogin(signing, System.currentTimeMillis()));
            // Then
            assertThat(welcome.at("/result/keyId").asText()).isEqualTo(signing.keyId());
            assertThat(
                            client.call("ORDERS_TEST", limit("buy", "0.1", "50000"))
                                    .at("/result/valid")
                                    .asBoolean())
                    .isTrue();
            assertThat(
                            client.call("ORDERS_CREATE", limit("buy", "0.1", "50000"))
                                    .at("/result/status")
                                    .asText())
                    .isEqualTo("active");
        }
        try (TradeClient client = TradeClient.unknown()) {
            long stale = System.currentTimeMillis() - 60_000;
            assertThat(client.ask(signedLogin(signing, stale)).at("/error/code").asText())
                    .isEqualTo("TIMESTAMP_OUT_OF_WINDOW");
        }
    }

    private static String signedLogin(TestKey key, long now) {
        byte[] signature =
                Signatures.version1(
                        key.apiSecret().getBytes(StandardCharsets.UTF_8),
                        Long.toString(now).getBytes(StandardCharsets.UTF_8));
        return "{'method':'AUTH','params':{'apiKey':'%s','timestamp':%d,'signature':'%s'}}"
                .formatted(key.apiKey(), now, HexFormat.of().formatHex(signature));
    }

    @Test
    void keyWithoutTheScopeDoesNotTrade() throws Exception {
        // Given
        TestKey reader = TestKeys.publish(owner.accountId(), "read");
        // Then
        assertThat(RawHandshake.answer(TradeClient.uri(), "?token=" + reader.apiKey()))
                .startsWith("HTTP/1.1 403")
                .contains("\"requiredScope\":\"trade\"");
        try (TradeClient client = TradeClient.unknown()) {
            JsonNode refused =
                    client.ask(
                            "{'method':'AUTH','params':{'token':'%s'}}".formatted(reader.apiKey()));
            assertThat(refused.at("/error/code").asText()).isEqualTo("PERMISSION_DENIED");
        }
    }

    @Test
    void revokedKeyEndsItsConnections() throws Exception {
        try (TradeClient client = TradeClient.open(owner, "")) {
            client.ask("{'method':'PING'}");
            // When
            TestKeys.publish(
                    owner.accountId(),
                    record -> record.setKeyId(owner.keyId()).setState(KeyState.KEY_REVOKED),
                    "trade");
            // Then
            assertThat(client.end()).isEqualTo(new SocketClient.End(4003, "INVALID_API_KEY"));
        }
        owner = account();
    }

    @Test
    void methodsOfTheStreamAreElsewhere() throws Exception {
        try (TradeClient client = TradeClient.open(owner, "")) {
            JsonNode stream = client.call("SUBSCRIBE", "['BTCUSD@ticker']");
            JsonNode nothing = client.call("ORDERS_EVAPORATE", "{}");
            JsonNode time = client.ask("{'id':9,'method':'PING'}");

            assertThat(stream.at("/error/code").asText()).isEqualTo("UNKNOWN_METHOD");
            assertThat(stream.at("/error/message").asText()).contains("/ws;");
            assertThat(nothing.at("/error/code").asText()).isEqualTo("INVALID_METHOD");
            assertThat(nothing.at("/error/details/allowed/0").asText()).isEqualTo("ORDERS_CREATE");
            assertThat(time.at("/result/serverTime").asLong()).isPositive();
        }
    }

    @Test
    void paramsAreOneObject() throws Exception {
        try (TradeClient client = TradeClient.open(owner, "")) {
            assertThat(client.call("ORDERS_CREATE", "[1]").at("/error/errors/0/field").asText())
                    .isEqualTo("params");
            assertThat(
                            client.call("ORDERS_CANCEL", with("{'orderId':'1'}", "'foo':1"))
                                    .at("/error/code")
                                    .asText())
                    .isEqualTo("UNKNOWN_PARAMETER");
        }
    }
}
