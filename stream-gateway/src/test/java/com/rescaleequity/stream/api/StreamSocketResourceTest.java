package com.rescaleequity.stream.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rescaleequity.platform.testing.RawHandshake;
import com.rescaleequity.platform.testing.SocketClient;
import com.rescaleequity.platform.testing.TestKeys;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import com.rescaleequity.protocol.account.KeyState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = StreamInfrastructure.class, restrictToAnnotatedClass = false)
class StreamSocketResourceTest {

    private static final AtomicLong ACCOUNTS = new AtomicLong(100);
    private static boolean published;

    @TestHTTPResource("/ws")
    URI socket;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI health;

    private long account;
    private TestKey key;

    @BeforeEach
    void aMarketAndAKey() throws InterruptedException {
        if (!published) {
            published = true;
            Publisher.connect();
            for (String symbol : List.of("BTCUSD", "ETHUSD", "SOLUSD")) {
                Publisher.instrument(symbol);
                Publisher.ticker(symbol, "45250.75");
                Publisher.book(
                        symbol,
                        100,
                        List.of(Publisher.level("45250", "2.4")),
                        List.of(Publisher.level("45251", "1.1")));
            }
            Publisher.flush();
        }
        Ready.await(health);
        account = ACCOUNTS.getAndIncrement();
        key = TestKeys.publish(account, "read", "trade");
    }

    private SocketClient connect(String more) {
        return SocketClient.connect(ws(), "?token=" + key.apiKey() + more);
    }

    private URI ws() {
        return URI.create(socket.toString().replace("http://", "ws://"));
    }

    @Test
    void publishedSubscribeIsAnsweredBeforeTheTickersOfBothSymbols() throws Exception {
        // Given
        try (SocketClient client = connect("")) {
            // When
            client.send(
                    "{\"method\":\"SUBSCRIBE\",\"params\":[\"BTCUSD@ticker\",\"ETHUSD@ticker\"],"
                            + "\"id\":1}");
            // Then
            assertThat(client.nextText())
                    .isEqualTo("{\"id\":1,\"status\":\"success\",\"result\":null}");
            JsonNode bitcoin = client.next();
            assertThat(bitcoin.fieldNames())
                    .toIterable()
                    .containsExactly("stream", "type", "timestamp", "data");
            assertThat(bitcoin.get("stream").asText()).isEqualTo("BTCUSD@ticker");
            assertThat(bitcoin.get("type").asText()).isEqualTo("snapshot");
            assertThat(bitcoin.at("/data/price").toString()).isEqualTo("45250.75");
            assertThat(bitcoin.at("/data/change24h").toString()).isEqualTo("2.45");
            assertThat(client.next().get("stream").asText()).isEqualTo("ETHUSD@ticker");
            // When
            Publisher.ticker("ETHUSD", "2400.5");
            // Then
            JsonNode update = client.nextOf("ETHUSD@ticker");
            assertThat(update.get("type").asText()).isEqualTo("update");
            assertThat(update.at("/data/price").toString()).isEqualTo("2400.5");
        }
    }

    @Test
    void orderUpdatesArriveWithoutAskingAndOnlyAtTheirOwner() throws Exception {
        // Given
        long stranger = ACCOUNTS.getAndIncrement();
        TestKey other = TestKeys.publish(stranger, "read");
        try (SocketClient client = connect("");
                SocketClient foreign =
                        SocketClient.connect(ws(), "", "Authorization", other.bearer())) {
            foreign.ask(
                    "{\"method\":\"SUBSCRIBE\",\"params\":[\"user@trades\",\"user@balances\"]}");
            assertThat(foreign.next().at("/data/balances")).isEmpty();
            assertThat(client.ask("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":\"a\"}").toString())
                    .isEqualTo(
                            "{\"id\":\"a\",\"status\":\"success\",\"result\":[\"user@orders\"]}");
            // When
            long orderId = Publisher.order(account);
            Publisher.fill(account, orderId);
            Publisher.balance(account, "USD", "227464", "13527");
            // Then
            JsonNode created = client.next();
            assertThat(created.at("/data/event").asText()).isEqualTo("new");
            assertThat(created.get("sequence").asLong()).isEqualTo(1);
            JsonNode fill = client.next();
            assertThat(fill.fieldNames())
                    .toIterable()
                    .containsExactly("stream", "type", "sequence", "timestamp", "data");
            assertThat(fill.get("stream").asText()).isEqualTo("user@orders");
            assertThat(fill.get("sequence").asLong()).isEqualTo(2);
            assertThat(fill.at("/data/event").asText()).isEqualTo("fill");
            assertThat(fill.at("/data/order/subStatus").asText()).isEqualTo("partially_filled");
            assertThat(fill.at("/data/order/orderId").asText()).isEqualTo("" + orderId);
            assertThat(fill.at("/data/fill").toString())
                    .isEqualTo(
                            "{\"tradeId\":88213,\"price\":45000,\"quantity\":0.2,"
                                    + "\"quoteQuantity\":9000,\"fee\":9,\"feeAsset\":\"USD\","
                                    + "\"liquidity\":\"maker\",\"timestamp\":1760000000000}");
            assertThat(client.isQuiet(Duration.ofMillis(300))).isTrue();
            assertThat(foreign.waiting()).isZero();
        }
    }

    @Test
    void privateStreamsBeginWithTheirState() throws Exception {
        // Given
        long open = anOpenAndACancelledOrder();
        Publisher.balance(account, "USD", "227464", "13527");
        Publisher.balance(account, "BTC", "2.7", "0");
        awaitFold(4);
        try (SocketClient client = connect("&autoSubscribe=false")) {
            assertThat(client.ask("{\"method\":\"LIST_SUBSCRIPTIONS\"}").get("result")).isEmpty();
            // When
            client.ask(
                    "{\"method\":\"SUBSCRIBE\",\"params\":[\"user@orders\",\"user@balances\"],"
                            + "\"id\":2}");
            // Then
            JsonNode orders = client.next();
            assertThat(orders.fieldNames())
                    .toIterable()
                    .containsExactly("stream", "type", "sequence", "timestamp", "gap", "data");
            assertThat(orders.get("sequence").asLong()).isEqualTo(4);
            assertThat(orders.get("gap").asBoolean()).isFalse();
            assertThat(orders.at("/data/orders")).hasSize(1);
            assertThat(orders.at("/data/orders/0/orderId").asText()).isEqualTo("" + open);
            assertThat(client.next().get("data").toString())
                    .isEqualTo(
                            "{\"balances\":[{\"asset\":\"BTC\",\"total\":2.7,\"available\":2.7,"
                                    + "\"reserved\":0},{\"asset\":\"USD\",\"total\":240991,"
                                    + "\"available\":227464,\"reserved\":13527}]}");
        }
    }

    private long anOpenAndACancelledOrder() {
        long open = Publisher.order(account);
        long ended = Publisher.order(account);
        Publisher.fill(account, open);
        Publisher.cancelled(account, ended);
        return open;
    }

    /** Waits until the gateway has folded the account's orders up to a sequence. */
    private void awaitFold(long sequence) throws InterruptedException {
        try (SocketClient watcher = connect("&streams=user@orders")) {
            while (watcher.nextOf("user@orders").get("sequence").asLong() < sequence) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void privateStreamsGoOnWhereAskedTo() throws Exception {
        // Given
        long open = anOpenAndACancelledOrder();
        awaitFold(4);
        try (SocketClient client = connect("&autoSubscribe=false")) {
            // When
            client.ask(
                    "{\"method\":\"SUBSCRIBE\",\"params\":[\"user@orders\",\"user@trades\"],"
                            + "\"resume\":{\"user@orders\":2,\"user@trades\":0},\"id\":3}");
            // Then
            assertThat(client.next().at("/data/event").asText()).isEqualTo("fill");
            assertThat(client.next().at("/data/event").asText()).isEqualTo("cancelled");
            JsonNode trade = client.next();
            assertThat(trade.get("stream").asText()).isEqualTo("user@trades");
            assertThat(trade.at("/data/orderId").asText()).isEqualTo("" + open);
            // When
            client.ask(
                    "{\"method\":\"SUBSCRIBE\",\"params\":[\"user@orders\"],"
                            + "\"resume\":{\"user@orders\":99},\"id\":4}");
            // Then
            assertThat(client.next().get("gap").asBoolean()).isTrue();
            // When
            client.ask("{\"method\":\"SUBSCRIBE\",\"params\":[\"user@balances\"]}");
            client.next();
            client.ask("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"user@orders\",\"FOO@x\"]}");
            Publisher.cancelled(account, open);
            Publisher.balance(account, "USD", "1", "0");
            // Then
            JsonNode balance = client.next();
            assertThat(balance.get("sequence").asLong()).isEqualTo(1);
            assertThat(balance.get("data").toString())
                    .isEqualTo(
                            "{\"reason\":\"trade\",\"referenceId\":\"88213\",\"balances\":"
                                    + "[{\"asset\":\"USD\",\"total\":1,\"available\":1,"
                                    + "\"reserved\":0}]}");
        }
    }

    @Test
    void depthIsASnapshotThenChainedDeltasAndASnapshotAgainAfterAGap() throws Exception {
        // Given
        try (SocketClient client = connect("")) {
            // When
            client.ask("{\"method\":\"SUBSCRIBE\",\"params\":[\"solusd@depth\"],\"id\":1}");
            // Then
            assertThat(client.nextText())
                    .isEqualTo(
                            "{\"stream\":\"SOLUSD@depth\",\"type\":\"snapshot\",\"sequence\":100,"
                                    + "\"timestamp\":1760000000000,\"data\":{\"symbol\":\"SOLUSD\","
                                    + "\"bids\":[[45250,2.4]],\"asks\":[[45251,1.1]]}}");
            // When
            Publisher.bids("SOLUSD", 100, 103, Publisher.level("45250.5", "0.8"));
            Publisher.bids("SOLUSD", 99, 102, Publisher.level("1", "1"));
            Publisher.bids("SOLUSD", 103, 104, Publisher.level("45250", "0"));
            // Then
            assertThat(client.nextText())
                    .isEqualTo(
                            "{\"stream\":\"SOLUSD@depth\",\"type\":\"update\","
                                    + "\"previousSequence\":100,\"sequence\":103,"
                                    + "\"timestamp\":1760000000103,\"data\":{\"symbol\":\"SOLUSD\","
                                    + "\"bids\":[[45250.5,0.8]],\"asks\":[]}}");
            assertThat(client.next().get("previousSequence").asLong()).isEqualTo(103);
            // When
            JsonNode answer =
                    client.ask("{\"method\":\"RESYNC\",\"params\":[\"SOLUSD@depth\"],\"id\":2}");
            // Then
            assertThat(answer.get("result").isNull()).isTrue();
            JsonNode again = client.next();
            assertThat(again.get("sequence").asLong()).isEqualTo(104);
            assertThat(again.at("/data/bids").toString()).isEqualTo("[[45250.5,0.8]]");
            // When
            Publisher.bids("SOLUSD", 110, 111, Publisher.level("2", "2"));
            Publisher.bids("SOLUSD", 111, 112, Publisher.level("3", "3"));
            Publisher.book("SOLUSD", 112, List.of(Publisher.level("3", "3")), List.of());
            Publisher.bids("SOLUSD", 112, 113, Publisher.level("4", "4"));
            // Then
            JsonNode fresh = client.next();
            assertThat(fresh.get("type").asText()).isEqualTo("snapshot");
            assertThat(fresh.get("sequence").asLong()).isEqualTo(112);
            assertThat(client.next().get("previousSequence").asLong()).isEqualTo(112);
        }
    }

    @Test
    void tradesCandlesAndTopsArriveInTheAskedNumberFormat() throws Exception {
        // Given
        Publisher.candle("BTCUSD", Publisher.NOW, "45250.5", false);
        try (SocketClient client =
                connect("&numberFormat=string&streams=BTCUSD@trade,BTCUSD@bookTicker")) {
            assertThat(client.nextText())
                    .isEqualTo(
                            "{\"stream\":\"BTCUSD@bookTicker\",\"type\":\"snapshot\","
                                    + "\"sequence\":100,\"timestamp\":1760000000000,"
                                    + "\"data\":{\"symbol\":\"BTCUSD\",\"bid\":\"45250\","
                                    + "\"bidQuantity\":\"2.4\",\"ask\":\"45251\","
                                    + "\"askQuantity\":\"1.1\"}}");
            client.ask("{\"method\":\"SUBSCRIBE\",\"params\":[\"BTCUSD@depth5\"]}");
            assertThat(client.next().at("/data/bids").toString())
                    .isEqualTo("[[\"45250\",\"2.4\"]]");
            // When
            Publisher.trade("BTCUSD", 5, "45250.75");
            Publisher.trade("BTCUSD", 5, "45250.75");
            Publisher.trade("BTCUSD", 6, "45251");
            // Then
            assertThat(client.nextText())
                    .isEqualTo(
                            "{\"stream\":\"BTCUSD@trade\",\"type\":\"update\",\"sequence\":5,"
                                    + "\"timestamp\":1760000000000,\"data\":{\"tradeId\":5,"
                                    + "\"symbol\":\"BTCUSD\",\"price\":\"45250.75\","
                                    + "\"quantity\":\"0.02\",\"quoteQuantity\":\"905.015\","
                                    + "\"side\":\"buy\",\"timestamp\":1760000000000}}");
            assertThat(client.next().get("sequence").asLong()).isEqualTo(6);
            // When
            client.ask("{\"method\":\"SUBSCRIBE\",\"params\":[\"BTCUSD@kline_1m\"]}");
            Publisher.candle("BTCUSD", Publisher.NOW, "45251", true);
            Publisher.candle("BTCUSD", Publisher.NOW, "45251", true);
            Publisher.candle("BTCUSD", Publisher.NOW + 60_000, "45252", false);
            // Then
            JsonNode candle = client.next();
            assertThat(candle.get("stream").asText()).isEqualTo("BTCUSD@candle_1m");
            while (!candle.at("/data/closed").asBoolean()) {
                candle = client.next();
            }
            assertThat(candle.at("/data/interval").asText()).isEqualTo("1m");
            assertThat(client.next().at("/data/close").asText()).isEqualTo("45252");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":1 | INVALID_JSON | null",
                "[] | INVALID_JSON | null",
                "{\"id\":1,\"id\":2} | INVALID_JSON | null",
                "{\"id\":1.5,\"method\":\"PING\"} | INVALID_PARAMETER | null",
                "{\"id\":7} | MISSING_PARAMETER | 7",
                "{\"id\":\"x\",\"method\":\"ORDER_CREATE\"} | INVALID_METHOD | \"x\"",
                "{\"id\":6,\"method\":\"ORDERS_CREATE\"} | UNKNOWN_METHOD | 6",
                "{\"id\":1,\"method\":\"PING\",\"parms\":[]} | UNKNOWN_PARAMETER | 1",
                "{\"id\":1,\"method\":\"SUBSCRIBE\"} | MISSING_PARAMETER | 1",
                "{\"id\":1,\"method\":\"SUBSCRIBE\",\"params\":[]} | INVALID_PARAMETER | 1",
                "{\"id\":1,\"method\":\"SUBSCRIBE\",\"params\":[3]} | INVALID_PARAMETER | 1",
                "{\"id\":1,\"method\":\"SUBSCRIBE\",\"params\":[\"FOO@ticker\","
                        + "\"BTCUSD@ticker\"]} | INVALID_STREAM | 1",
                "{\"id\":1,\"method\":\"RESYNC\",\"params\":[\"BTCUSD@depth\"]}"
                        + " | INVALID_STREAM | 1",
                "{\"id\":1,\"method\":\"AUTH\",\"params\":{\"token\":\"x\"}}"
                        + " | CONFLICTING_PARAMETERS | 1",
                "{\"id\":1,\"method\":\"SUBSCRIBE\",\"params\":[\"user@orders\"],"
                        + "\"resume\":{\"user@orders\":\"1\"}} | INVALID_PARAMETER | 1",
            })
    void badRequestIsAnsweredAndTheConnectionStaysOpen(String request, String code, String id)
            throws Exception {
        // Given
        try (SocketClient client = connect("&autoSubscribe=false")) {
            // When
            JsonNode answer = client.ask(request);
            // Then
            assertThat(answer.get("status").asText()).isEqualTo("error");
            assertThat(answer.at("/error/code").asText()).isEqualTo(code);
            assertThat(answer.get("id").toString()).isEqualTo(id);
            assertThat(answer.at("/error/timestamp").isIntegralNumber()).isTrue();
            assertThat(client.ask("{\"method\":\"list_subscriptions\"}").get("result")).isEmpty();
            assertThat(client.ask("{\"method\":\"PING\"}").at("/result/serverTime").asLong())
                    .isPositive();
        }
    }

    @Test
    void unknownStreamsAreNamed() throws Exception {
        // Given
        try (SocketClient client = connect("")) {
            // When
            JsonNode answer =
                    client.ask("{\"method\":\"SUBSCRIBE\",\"params\":[\"FOO@ticker\"],\"id\":1}");
            // Then
            assertThat(answer.at("/error/message").asText())
                    .isEqualTo("Unknown stream: FOO@ticker.");
            assertThat(answer.at("/error/details/streams").toString())
                    .isEqualTo("[\"FOO@ticker\"]");
        }
    }

    @Test
    void handshakeIsRefusedWithTheEnvelope() {
        TestKey noQuery =
                TestKeys.publish(account, record -> record.setAllowQueryToken(false), "read");
        TestKey elsewhere =
                TestKeys.publish(account, record -> record.addIpAllowList("10.1.2.3"), "read");
        TestKey revoked =
                TestKeys.publish(account, record -> record.setState(KeyState.KEY_REVOKED), "read");
        Stream.of(
                        new String[] {"?token=nonsense", "401", "INVALID_API_KEY"},
                        new String[] {"?token=" + revoked.apiKey(), "401", "INVALID_API_KEY"},
                        new String[] {"?token=" + noQuery.apiKey(), "403", "PERMISSION_DENIED"},
                        new String[] {"?token=" + elsewhere.apiKey(), "403", "IP_NOT_ALLOWED"},
                        new String[] {
                            "?token=" + key.apiKey() + "&numberFormat=hex",
                            "400",
                            "INVALID_PARAMETER"
                        },
                        new String[] {
                            "?token=" + key.apiKey() + "&streams=FOO@ticker",
                            "400",
                            "INVALID_STREAM"
                        },
                        new String[] {
                            "?token=" + key.apiKey() + "&token=b", "400", "CONFLICTING_PARAMETERS"
                        },
                        new String[] {"?streams=BTCUSD@ticker", "400", "INVALID_PARAMETER"})
                .forEach(row -> {
                    // When
                    String answer = RawHandshake.answer(ws(), row[0]);
                    // Then
                    assertThat(answer)
                            .startsWith("HTTP/1.1 " + row[1])
                            .containsIgnoringCase("Referrer-Policy: no-referrer")
                            .containsIgnoringCase("X-Request-Id: ")
                            .contains("{\"status\":\"error\",\"error\":{\"code\":\"" + row[2]);
                });
    }

    @Test
    void acceptedHandshakeIs101AndAPlainGetIsNot() {
        // When
        String answer = RawHandshake.answer(ws(), "?token=" + key.apiKey());
        // Then
        assertThat(answer)
                .startsWith("HTTP/1.1 101")
                .containsIgnoringCase("Referrer-Policy: no-referrer");
        assertThat(io.restassured.RestAssured.get(socket).statusCode()).isEqualTo(400);
        assertThat(RawHandshake.answer(ws(), "?token=%zz"))
                .startsWith("HTTP/1.1 400")
                .contains("INVALID_PARAMETER");
    }

    @Test
    void orderThatWasAcknowledgedIsInTheSnapshot() throws Exception {
        // Given
        try (SocketClient client = connect("&autoSubscribe=false")) {
            client.ask("{\"method\":\"PING\"}");
            Publisher.command();
            // When
            client.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"user@orders\"],\"id\":1}");
            assertThat(client.isQuiet(Duration.ofMillis(300))).isTrue();
            long orderId = Publisher.order(account);
            // Then
            assertThat(client.next().get("id").asInt()).isEqualTo(1);
            JsonNode orders = client.next();
            assertThat(orders.get("type").asText()).isEqualTo("snapshot");
            assertThat(orders.at("/data/orders/0/orderId").asText()).isEqualTo("" + orderId);
        }
    }

    @Test
    void snapshotThatWouldBeStaleIsRefused() throws Exception {
        // Given
        try (SocketClient client = connect("&autoSubscribe=false")) {
            client.ask("{\"method\":\"PING\"}");
            Publisher.command();
            try {
                // When
                JsonNode answer =
                        client.ask(
                                "{\"method\":\"SUBSCRIBE\",\"params\":[\"user@orders\"],"
                                        + "\"id\":1}");
                // Then
                assertThat(answer.at("/error/code").asText()).isEqualTo("SERVICE_UNAVAILABLE");
                assertThat(answer.get("id").asInt()).isEqualTo(1);
                assertThat(client.ask("{\"method\":\"LIST_SUBSCRIPTIONS\"}").get("result"))
                        .isEmpty();
            } finally {
                Publisher.order(account);
            }
        }
    }

    @Test
    void binaryLargeAndTooManyBadMessagesCloseTheConnection() throws Exception {
        try (SocketClient binary = connect("");
                SocketClient large = connect("");
                SocketClient bad = connect("")) {
            // When
            binary.sendBinary();
            large.send("{\"method\":\"PING\",\"id\":\"" + "x".repeat(20_000) + "\"}");
            for (int i = 0; i < 20; i++) {
                bad.send("nonsense");
            }
            // Then
            assertThat(binary.end().code()).isEqualTo(1003);
            assertThat(large.end().code()).isEqualTo(1009);
            assertThat(bad.end()).isEqualTo(new SocketClient.End(1008, "INVALID_JSON"));
            assertThat(bad.waiting()).isEqualTo(20);
        }
    }

    @Test
    void clientMayAuthenticateInBand() throws Exception {
        // Given
        try (SocketClient client = SocketClient.connect(ws(), "")) {
            JsonNode refused = client.ask("{\"method\":\"PING\",\"id\":1}");
            assertThat(refused.at("/error/code").asText()).isEqualTo("NOT_AUTHENTICATED");
            long now = System.currentTimeMillis();
            byte[] mac =
                    com.rescaleequity.platform.auth.Signatures.version1(
                            key.apiSecret().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                            Long.toString(now).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            // When
            JsonNode answer =
                    client.ask(
                            "{\"method\":\"AUTH\",\"id\":2,\"params\":{\"apiKey\":\""
                                    + key.apiKey()
                                    + "\",\"timestamp\":"
                                    + now
                                    + ",\"signature\":\""
                                    + java.util.HexFormat.of().formatHex(mac)
                                    + "\"}}");
            // Then
            assertThat(answer.get("result").toString())
                    .isEqualTo(
                            "{\"keyId\":\"" + key.keyId() + "\",\"scopes\":[\"read\",\"trade\"]}");
            assertThat(client.ask("{\"method\":\"PING\"}").at("/result/serverTime").asLong())
                    .isPositive();
        }
    }

    @Test
    void threeFailedLoginsCloseTheConnection() throws Exception {
        // Given
        try (SocketClient client = SocketClient.connect(ws(), "")) {
            // When
            for (int i = 0; i < 3; i++) {
                assertThat(
                                client.ask("{\"method\":\"AUTH\",\"params\":{\"token\":\"x\"}}")
                                        .at("/error/code")
                                        .asText())
                        .isEqualTo("INVALID_API_KEY");
            }
            // Then
            assertThat(client.end()).isEqualTo(new SocketClient.End(4001, "INVALID_API_KEY"));
        }
    }
}
