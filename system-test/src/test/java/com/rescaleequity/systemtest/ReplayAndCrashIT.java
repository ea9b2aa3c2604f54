package com.rescaleequity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rescaleequity.systemtest.load.proof.BooksCheck;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays a tape, kills every process at once in the middle, starts again and compares everything
 * with the tape and with what had been acknowledged before the kill.
 */
class ReplayAndCrashIT {

    private static final int SHORT_TAPE = 600;

    @TempDir private Path folder;

    private record TapeTrade(BigDecimal price, BigDecimal quantity, String takerSide) {}

    @Test
    void aTapeSurvivesAPowerCutToTheLastTrade() throws IOException, InterruptedException {
        Path tape = ShortTape.write(folder.resolve("btcusdt_short.gz"), SHORT_TAPE);
        List<TapeTrade> recorded = read(tape);
        Path data = folder.resolve("data");
        String[] options = {"--replay", tape.toString(), "--speed", "max", "--rate-limits", "off"};

        List<JsonNode> acknowledged = new ArrayList<>();
        JsonNode tradesBefore;
        try (RunningExchange exchange = RunningExchange.start(data, options)) {
            Client demo = exchange.client("demo");
            awaitTrades(demo, SHORT_TAPE / 3);
            for (int i = 0; i < 10; i++) {
                acknowledged.add(demo.limit("ETHUSD", "buy", "0.01", "2" + (100 + i)).ok());
            }
            tradesBefore = demo.get("/market/trades?symbol=BTCUSD&fromId=1&limit=1000").ok();
            exchange.killEverything();
        }

        try (RunningExchange exchange = RunningExchange.start(data, options)) {
            Client demo = exchange.client("demo");
            for (JsonNode order : acknowledged) {
                JsonNode found = demo.get("/orders/" + order.path("orderId").asText()).ok();
                assertThat(found.path("status").asText()).isEqualTo("active");
            }
            assertThat(demo.get("/account").ok().path("reservedBalance").decimalValue())
                    .isEqualByComparingTo(reserved(acknowledged));
            exchange.awaitLine("Replay finished");
            awaitTrades(demo, recorded.size());
            List<JsonNode> printed = trades(demo);
            for (int i = 0; i < tradesBefore.size(); i++) {
                assertThat(printed.get(i)).isEqualTo(tradesBefore.get(i));
            }
            compare(recorded, printed);
            compareTotals(recorded, demo);
            checkTheBooks(data);
            assertThat(exchange.stop()).isEqualTo(RunningExchange.ENDED_BY_SIGTERM);
        }
    }

    private static void awaitTrades(Client client, int count) {
        Await.until(
                count + " trades of the replay",
                () -> newestTrade(client) >= count,
                () -> newestTrade(client));
    }

    private static int newestTrade(Client client) throws IOException, InterruptedException {
        return client.get("/market/trades?symbol=BTCUSD&limit=1")
                .data()
                .path(0)
                .path("tradeId")
                .asInt();
    }

    private static BigDecimal reserved(List<JsonNode> orders) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode order : orders) {
            BigDecimal value =
                    order.path("price")
                            .decimalValue()
                            .multiply(order.path("quantity").decimalValue());
            sum = sum.add(value.multiply(new BigDecimal("1.002")));
        }
        return sum;
    }

    private static List<JsonNode> trades(Client client) throws IOException, InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        for (long from = 1; ; ) {
            JsonNode page =
                    client.get("/market/trades?symbol=BTCUSD&limit=1000&fromId=" + from).ok();
            if (page.isEmpty()) {
                return all;
            }
            for (JsonNode trade : page) {
                assertThat(trade.path("tradeId").asLong()).isEqualTo(from++);
                all.add(trade);
            }
        }
    }

    private static void compare(List<TapeTrade> recorded, List<JsonNode> printed) {
        assertThat(printed).hasSameSizeAs(recorded);
        for (int i = 0; i < recorded.size(); i++) {
            TapeTrade wanted = recorded.get(i);
            JsonNode trade = printed.get(i);
            assertThat(trade.path("price").decimalValue()).isEqualByComparingTo(wanted.price());
            assertThat(trade.path("quantity").decimalValue())
                    .isEqualByComparingTo(wanted.quantity());
            assertThat(trade.path("side").asText()).isEqualTo(wanted.takerSide());
        }
    }

    private static void compareTotals(List<TapeTrade> recorded, Client client)
            throws IOException, InterruptedException {
        BigDecimal volume = BigDecimal.ZERO;
        BigDecimal turnover = BigDecimal.ZERO;
        BigDecimal high = BigDecimal.ZERO;
        BigDecimal low = new BigDecimal("1e12");
        for (TapeTrade trade : recorded) {
            volume = volume.add(trade.quantity());
            turnover = turnover.add(trade.price().multiply(trade.quantity()));
            high = high.max(trade.price());
            low = low.min(trade.price());
        }
        JsonNode ticker = client.get("/market/tickers?symbol=BTCUSD").ok().get(0);
        assertThat(ticker.path("high24h").decimalValue()).isEqualByComparingTo(high);
        assertThat(ticker.path("low24h").decimalValue()).isEqualByComparingTo(low);
        assertThat(ticker.path("volume24h").decimalValue()).isEqualByComparingTo(turnover);
        assertThat(ticker.path("price").decimalValue())
                .isEqualByComparingTo(recorded.getLast().price());
        BigDecimal candles = BigDecimal.ZERO;
        for (JsonNode candle : client.get("/market/candles?symbol=BTCUSD&limit=1000").ok()) {
            candles = candles.add(candle.path("volume").decimalValue());
        }
        assertThat(candles).isEqualByComparingTo(volume);
    }

    /** Balances, journal and history in the databases, seen by SQL. */
    private static void checkTheBooks(Path data) throws IOException {
        BooksCheck.run(data);
    }

    private static List<TapeTrade> read(Path tape) throws IOException {
        List<TapeTrade> trades = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(tape)),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode message = json.readTree(line.substring(line.indexOf(' ')));
                if (message.path("stream").asText().endsWith("@trade")) {
                    JsonNode trade = message.path("data");
                    trades.add(
                            new TapeTrade(
                                    new BigDecimal(trade.path("p").asText()),
                                    new BigDecimal(trade.path("q").asText()),
                                    trade.path("m").asBoolean() ? "sell" : "buy"));
                }
            }
        }
        return trades;
    }
}
