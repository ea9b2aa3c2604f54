package com.rescaleequity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the published documentation promises, through the ingress of a whole exchange. */
class PublishedContractIT {

    private static final Set<Integer> PUBLISHED_STATUSES = Set.of(200, 400, 401, 403, 429, 500);

    @TempDir private static Path folder;

    private static RunningExchange exchange;
    private static Client demo;
    private static Client maker;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        exchange =
                RunningExchange.start(
                        folder.resolve("data"), "--no-simulator", "--rate-limits", "off");
        demo = exchange.client("demo");
        maker = exchange.client("maker");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        assertThat(exchange.stop()).isEqualTo(RunningExchange.ENDED_BY_SIGTERM);
    }

    @Test
    void tickersHaveTheSixPublishedFieldsAsNumbers() throws IOException, InterruptedException {
        JsonNode tickers = demo.get("/market/tickers?symbol=&limit=").ok();
        assertThat(tickers.size()).isBetween(1, 100);
        for (JsonNode ticker : tickers) {
            assertThat(ticker.path("symbol").isTextual()).isTrue();
            for (String field : List.of("price", "change24h", "volume24h", "high24h", "low24h")) {
                assertThat(ticker.path(field).isNumber()).as(field).isTrue();
            }
        }
        assertThat(demo.get("/market/tickers?symbol=BTCUSD").ok()).hasSize(1);
        assertThat(demo.get("/market/tickers?symbol=NOPE").code()).isEqualTo("INVALID_SYMBOL");
    }

    @Test
    void theFivePublishedFieldsPlaceAllThreeTypes() throws IOException, InterruptedException {
        assertThat(maker.limit("ETHUSD", "sell", "5", "2450").status()).isEqualTo(200);
        for (String type : List.of("limit", "market")) {
            JsonNode order =
                    demo.post(
                                    "/orders/create",
                                    "{\"symbol\":\"ETHUSD\",\"side\":\"buy\",\"type\":\"%s\",\"quantity\":0.5,\"price\":2200}"
                                            .formatted(type))
                            .ok();
            assertThat(order.path("type").asText()).isEqualTo(type);
        }
        JsonNode stop =
                demo.post(
                                "/orders/create",
                                "{\"symbol\":\"ETHUSD\",\"side\":\"sell\",\"type\":\"stop-loss\",\"quantity\":0.1,\"price\":2000}")
                        .ok();
        assertThat(stop.path("status").asText()).isEqualTo("pending");
    }

    @Test
    void theAccountAddsUp() throws IOException, InterruptedException {
        Client trader = newAccount();
        assertThat(maker.limit("ETHUSD", "sell", "2", "2401.5").status()).isEqualTo(200);
        JsonNode bought = trader.limit("ETHUSD", "buy", "1.5", "2401.5").ok();
        assertThat(bought.path("status").asText()).isEqualTo("filled");
        trader.limit("ETHUSD", "buy", "1", "2000").ok();

        JsonNode account = trader.get("/account").ok();

        BigDecimal total = account.path("totalBalance").decimalValue();
        BigDecimal available = account.path("availableBalance").decimalValue();
        BigDecimal reserved = account.path("reservedBalance").decimalValue();
        assertThat(total).isEqualByComparingTo(available.add(reserved));
        assertThat(reserved).isEqualByComparingTo("2004");
        assertThat(total).isEqualByComparingTo("96390.5455");
        List<String> symbols = new ArrayList<>();
        for (JsonNode holding : account.path("holdings")) {
            symbols.add(holding.path("symbol").asText());
            BigDecimal gain =
                    holding.path("currentPrice")
                            .decimalValue()
                            .subtract(holding.path("avgCost").decimalValue())
                            .multiply(holding.path("quantity").decimalValue());
            assertThat(holding.path("unrealizedGain").decimalValue())
                    .isCloseTo(gain, within(new BigDecimal("0.00000001")));
        }
        assertThat(symbols).containsExactlyInAnyOrder("BTC", "ETH");
    }

    @Test
    void everyIntervalHasCandlesAndTheLimitIsChecked() throws IOException, InterruptedException {
        for (String interval : List.of("1m", "5m", "15m", "1h", "4h", "1d", "1w")) {
            JsonNode candles =
                    demo.get("/market/candles?symbol=BTCUSD&interval=" + interval + "&limit=1000")
                            .ok();
            assertThat(candles.size()).isPositive();
            assertThat(candles.get(candles.size() - 1).path("closed").isBoolean()).isTrue();
        }
        assertThat(demo.get("/market/candles?symbol=BTCUSD&limit=1001").code())
                .isEqualTo("INVALID_PARAMETER");
        assertThat(demo.get("/market/candles?symbol=BTCUSD&interval=2m").code())
                .isEqualTo("INVALID_INTERVAL");
        assertThat(demo.get("/market/candles").code()).isEqualTo("MISSING_PARAMETER");
    }

    @Test
    void ordersAreListedByStatus() throws IOException, InterruptedException {
        Client trader = newAccount();
        for (int i = 0; i < 60; i++) {
            JsonNode order = trader.limit("BTCUSD", "buy", "0.0001", "5" + (1000 + i)).ok();
            if (i % 2 == 0) {
                trader.post(
                                "/orders/cancel",
                                "{\"orderId\":\"" + order.path("orderId").asText() + "\"}")
                        .ok();
            }
        }
        assertThat(trader.get("/orders").ok()).hasSize(50);
        assertThat(trader.get("/orders?status=cancelled&limit=100").ok()).hasSize(30);
        assertThat(trader.get("/orders?status=active&limit=100").ok()).hasSize(30);
        assertThat(trader.get("/orders?status=filled").ok()).isEmpty();
        assertThat(trader.get("/orders?status=pending").ok()).isEmpty();
    }

    @Test
    void readsShowTheWriteBefore() throws IOException, InterruptedException {
        Client trader = newAccount();
        for (int i = 1; i <= 20; i++) {
            String id =
                    trader.limit("BTCUSD", "buy", "0.001", "50000").ok().path("orderId").asText();
            assertThat(trader.get("/orders?limit=1").ok().get(0).path("orderId").asText())
                    .isEqualTo(id);
            assertThat(trader.get("/account").ok().path("reservedBalance").decimalValue())
                    .isEqualByComparingTo(new BigDecimal("50.1").multiply(BigDecimal.valueOf(i)));
        }
    }

    @Test
    void theStreamAnswersAsPublished() throws IOException, InterruptedException {
        Client trader = newAccount();
        try (StreamClient stream =
                new StreamClient(URI.create(exchange.streamUrl() + "?token=" + trader.apiKey()))) {
            stream.send(
                    "{\"method\":\"SUBSCRIBE\",\"params\":[\"BTCUSD@ticker\",\"ETHUSD@ticker\"],\"id\":1}");
            JsonNode ack = stream.next();
            assertThat(ack.path("id").asInt()).isEqualTo(1);
            assertThat(ack.path("status").asText()).isEqualTo("success");
            assertThat(ack.has("result")).isTrue();
            stream.nextOf("BTCUSD@ticker");

            String id =
                    trader.limit("BTCUSD", "buy", "0.001", "52000").ok().path("orderId").asText();
            JsonNode placed = stream.nextOf("user@orders");
            assertThat(placed.path("data").path("event").asText()).isEqualTo("new");
            assertThat(placed.path("data").path("order").path("orderId").asText()).isEqualTo(id);

            maker.limit("BTCUSD", "sell", "0.001", "52000").ok();
            JsonNode filled = stream.nextOf("user@orders");
            assertThat(filled.path("data").path("event").asText()).isEqualTo("fill");
            assertThat(filled.path("sequence").asLong())
                    .isEqualTo(placed.path("sequence").asLong() + 1);
        }
    }

    @Test
    void depthOverTheStreamEqualsDepthOverRest() throws IOException, InterruptedException {
        Client trader = newAccount();
        try (StreamClient stream =
                new StreamClient(URI.create(exchange.streamUrl() + "?token=" + trader.apiKey()))) {
            stream.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"BTCUSD@depth\"],\"id\":\"d\"}");
            assertThat(stream.next().path("id").asText()).isEqualTo("d");
            DepthBook book = new DepthBook();
            book.apply(stream.nextOf("BTCUSD@depth"));
            for (int i = 0; i < 10; i++) {
                trader.limit("BTCUSD", "buy", "0.001", "4900" + i).ok();
            }
            JsonNode depth = demo.get("/market/depth?symbol=BTCUSD&limit=1000").ok();
            while (book.sequence() < depth.path("sequence").asLong()) {
                book.apply(stream.nextOf("BTCUSD@depth"));
            }
            assertThat(book.sequence()).isEqualTo(depth.path("sequence").asLong());
            assertThat(book.bids()).isEqualTo(DepthBook.levels(depth.path("bids")));
            assertThat(book.asks()).isEqualTo(DepthBook.levels(depth.path("asks")));
        }
    }

    @Test
    void aBadTokenIsRefusedBeforeTheUpgrade() throws IOException {
        String url = exchange.streamUrl() + "?token=rsk_wrong";
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> new StreamClient(URI.create(url)))
                .hasCauseInstanceOf(java.net.http.WebSocketHandshakeException.class);
    }

    @Test
    void numbersComeAsStringsWhenAsked() throws IOException, InterruptedException {
        JsonNode ticker =
                Client.send(
                                demo.request("/market/tickers?symbol=BTCUSD")
                                        .header("X-Number-Format", "string")
                                        .GET())
                        .ok()
                        .get(0);
        assertThat(ticker.path("price").isTextual()).isTrue();
        assertThat(ticker.path("timestamp").isIntegralNumber()).isTrue();
        JsonNode order =
                demo.post(
                                "/orders/create",
                                "{\"symbol\":\"BTCUSD\",\"side\":\"buy\",\"type\":\"limit\",\"quantity\":\"0.001\",\"price\":\"5e4\"}")
                        .ok();
        assertThat(order.path("price").decimalValue()).isEqualByComparingTo("50000");
    }

    @Test
    void aSignatureIsVerifiedWhereItIsSent() throws Exception {
        String secret = exchange.account("demo").path("apiSecret").asText();
        String body =
                "{\"symbol\":\"BTCUSD\",\"side\":\"buy\",\"type\":\"limit\",\"quantity\":0.001,\"price\":50000}";
        String good = signature(secret, body);
        assertThat(signed(body, good, System.currentTimeMillis()).status()).isEqualTo(200);
        assertThat(signed(body + " ", good, System.currentTimeMillis()).code())
                .isEqualTo("INVALID_SIGNATURE");
        assertThat(signed(body, good, System.currentTimeMillis() - 40_000).code())
                .isEqualTo("TIMESTAMP_OUT_OF_WINDOW");
    }

    @Test
    void badInputIsRefusedAndTheExchangeGoesOn() throws IOException, InterruptedException {
        Client nobody = new Client(exchange.restUrl(), "");
        assertThat(nobody.get("/account").code()).isEqualTo("AUTHENTICATION_REQUIRED");
        assertThat(new Client(exchange.restUrl(), "rsk_wrong").get("/account").code())
                .isEqualTo("INVALID_API_KEY");
        assertThat(demo.limit("BTCUSD", "buy", "1e999999999", "50000").code())
                .isEqualTo("INVALID_PARAMETER");
        assertThat(
                        demo.limit(
                                        "BTCUSD",
                                        "buy",
                                        "0.1234567890123456789012345678901234567890123",
                                        "50000")
                                .code())
                .isEqualTo("INVALID_PARAMETER");
        assertThat(demo.post("/orders/create", "{\"symbol\":\"BTCUSD\",\"symbol\":\"B\"}").code())
                .isEqualTo("INVALID_JSON");
        assertThat(demo.get("/nowhere").status()).isEqualTo(404);
        assertThat(demo.get("/nowhere").code()).isEqualTo("NOT_FOUND");
        assertThat(demo.get("/orders/1").code()).isEqualTo("ORDER_NOT_FOUND");
        String huge = "{\"symbol\":\"" + "A".repeat(10_000_000) + "\"}";
        try {
            assertThat(demo.post("/orders/create", huge).status()).isEqualTo(413);
        } catch (IOException e) {
            // The server may close before it has read ten megabytes; it must only go on.
            assertThat(e).isNotNull();
        }
        assertThat(demo.get("/market/ping").status()).isEqualTo(200);
    }

    @Test
    void documentedCallsMeetOnlyThePublishedStatuses() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(7);
        List<String> reads =
                List.of(
                        "/market/tickers",
                        "/market/candles",
                        "/market/trades",
                        "/market/depth",
                        "/market/instruments",
                        "/orders",
                        "/orders/1000001",
                        "/account");
        List<String> values = List.of("", "BTCUSD", "x", "-1", "0", "99999999999999999999", "1m");
        List<String> names =
                List.of("symbol", "limit", "interval", "status", "startTime", "cursor");
        List<String> bodies =
                List.of(
                        "",
                        "{}",
                        "[]",
                        "null",
                        "{\"symbol\":1}",
                        "{\"orderId\":{}}",
                        "\u0000",
                        "{\"quantity\":[]}");
        for (int i = 0; i < 300; i++) {
            String read = reads.get(random.nextInt(reads.size()));
            String query =
                    names.get(random.nextInt(names.size()))
                            + "="
                            + values.get(random.nextInt(values.size()));
            assertThat(PUBLISHED_STATUSES).contains(demo.get(read + "?" + query).status());
            String write = random.nextBoolean() ? "/orders/create" : "/orders/cancel";
            Client.Answer answer =
                    Client.send(
                            demo.request(write)
                                    .POST(
                                            BodyPublishers.ofString(
                                                    bodies.get(random.nextInt(bodies.size())))));
            assertThat(PUBLISHED_STATUSES).contains(answer.status());
            assertThat(answer.body().path("status").asText()).isEqualTo("error");
        }
    }

    private static Client.Answer signed(String body, String signature, long timestamp)
            throws IOException, InterruptedException {
        return Client.send(
                new Client(exchange.restUrl(), "")
                        .request("/orders/create")
                        .header("X-API-Key", demo.apiKey())
                        .header("X-API-Sign", signature)
                        .header("X-Timestamp", Long.toString(timestamp))
                        .POST(BodyPublishers.ofString(body)));
    }

    private static String signature(String secret, String body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(
                new SecretKeySpec(
                        secret.getBytes(java.nio.charset.StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of()
                .formatHex(mac.doFinal(body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static Client newAccount() throws IOException, InterruptedException {
        JsonNode account = new Client(exchange.restUrl(), "").post("/sandbox/accounts", "{}").ok();
        return new Client(exchange.restUrl(), account.path("apiKey").asText());
    }
}
