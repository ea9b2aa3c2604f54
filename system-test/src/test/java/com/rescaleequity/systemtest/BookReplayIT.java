package com.rescaleequity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.rescaleequity.local.replay.lobster.LobsterGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays recorded books, and compares the public depth with what the files say. */
class BookReplayIT {

    private static final int MOST_LEVELS = 1000;
    private static final BigDecimal LOT = new BigDecimal("0.00001");
    private static final BigDecimal BAND = new BigDecimal("0.29");

    @TempDir private Path folder;

    @Test
    void depthIsTheRecordedBookAndTradesAreTheTape() throws IOException, InterruptedException {
        Path markets = RunningExchange.recordedMarkets();
        assumeTrue(markets != null, "There are no recorded markets in ../shared/data");
        RecordedFeed feed =
                RecordedFeed.cut(
                        markets.resolve("btcusdt_20240808.gz"),
                        folder.resolve("btcusdt_cut.gz"),
                        Duration.ofSeconds(8));

        try (RunningExchange exchange = start(feed.file(), "--replay-mode", "book")) {
            assertThat(outcome(exchange)).isEqualTo("Replay exact, depth equal");
            Client demo = exchange.client("demo");
            JsonNode depth = demo.get("/market/depth?symbol=BTCUSD&limit=" + MOST_LEVELS).ok();
            compare(feed.bids().descendingMap(), DepthBook.levels(depth.path("bids")));
            compare(feed.asks(), DepthBook.levels(depth.path("asks")));
            JsonNode newest = demo.get("/market/trades?symbol=BTCUSD&limit=1").ok();
            assertThat(newest.get(0).path("tradeId").asInt()).isEqualTo(feed.trades());
        }
    }

    /** Of what the file says, all that the exchange's rules allow, as far as REST shows it. */
    private static void compare(
            NavigableMap<BigDecimal, BigDecimal> recorded,
            NavigableMap<BigDecimal, BigDecimal> shown) {
        BigDecimal best = recorded.firstKey();
        NavigableMap<BigDecimal, BigDecimal> wanted = new TreeMap<>();
        recorded.forEach((price, quantity) -> {
            boolean near = price.subtract(best).abs().compareTo(best.multiply(BAND)) < 0;
            boolean inLots = quantity.remainder(LOT).signum() == 0;
            if (near && inLots && wanted.size() < MOST_LEVELS) {
                wanted.put(price, quantity);
            }
        });
        assertThat(wanted).hasSizeGreaterThan(900);
        assertThat(shown).containsAllEntriesOf(wanted);
    }

    @Test
    void everyRowOfALobsterFileIsShown() throws IOException, InterruptedException {
        Path messages = new LobsterGenerator(31, 10, 5_853_300).write(folder, 200);
        List<String> rows =
                Files.readAllLines(
                        folder.resolve(
                                String.valueOf(messages.getFileName())
                                        .replace("message", "orderbook")));

        try (RunningExchange exchange = start(messages)) {
            assertThat(outcome(exchange)).isEqualTo("Replay exact, every row equal");
            assertThat(exchange.output())
                    .contains("  200 of 200 rows equal, 4,000 of 4,000 levels equal");
            JsonNode depth =
                    exchange.client("demo").get("/market/depth?symbol=MADEUSD&limit=10").ok();
            String[] last = rows.getLast().split(",");
            for (int level = 0; level < 10; level++) {
                assertLevel(depth.path("asks").get(level), last[4 * level], last[4 * level + 1]);
                assertLevel(
                        depth.path("bids").get(level), last[4 * level + 2], last[4 * level + 3]);
            }
        }
    }

    private static String outcome(RunningExchange exchange) {
        return exchange.awaitLine(
                "the replay's outcome",
                line -> line.matches("Replay (exact|differs).*|The replay failed.*"));
    }

    private static void assertLevel(JsonNode level, String price, String size) {
        assertThat(level.get(0).decimalValue())
                .isEqualByComparingTo(new BigDecimal(price).movePointLeft(4));
        assertThat(level.get(1).decimalValue()).isEqualByComparingTo(size);
    }

    private RunningExchange start(Path replay, String... more)
            throws IOException, InterruptedException {
        String[] options = {
            "--replay", replay.toString(), "--speed", "max", "--rate-limits", "off"
        };
        return RunningExchange.start(
                folder.resolve("data"),
                Stream.of(options, more).flatMap(Arrays::stream).toArray(String[]::new));
    }
}
