package com.rescaleequity.local.replay.book;

import com.fasterxml.jackson.databind.JsonNode;
import com.rescaleequity.local.client.DepthStream;
import com.rescaleequity.local.client.ExchangeClient;
import com.rescaleequity.local.client.MarketReader;
import com.rescaleequity.local.replay.Attended;
import com.rescaleequity.local.replay.ReplaySession;
import com.rescaleequity.local.replay.Tape;
import com.rescaleequity.local.replay.mirror.LevelSide;
import com.rescaleequity.local.replay.mirror.LiveBook;
import com.rescaleequity.local.replay.mirror.MakerAccounts;
import com.rescaleequity.local.replay.mirror.Mirror;
import com.rescaleequity.local.replay.mirror.OrderCaps;
import com.rescaleequity.local.replay.mirror.ReplayAccounts;
import com.rescaleequity.local.replay.mirror.RestBookOrders;
import com.rescaleequity.platform.decimal.Units;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Replays a recorded feed with its book: trades are printed as on the tape, and the exchange's
 * depth follows the recorded depth. A run that was cut off goes on after its last trade with
 * whatever orders it finds.
 */
public final class BookReplay {

    private static final int STREAM_ATTEMPTS = 20;
    private static final int MOST_LEVELS = 1000;

    private final ExchangeClient client;
    private final DepthStream stream;
    private final ReplayAccounts accounts;
    private final Path stateFile;
    private final Consumer<String> say;

    /** Says its progress and its result line by line. */
    public BookReplay(
            ExchangeClient client,
            DepthStream stream,
            ReplayAccounts accounts,
            Path stateFile,
            Consumer<String> say) {
        this.client = client;
        this.stream = stream;
        this.accounts = accounts;
        this.stateFile = stateFile;
        this.say = say;
    }

    /**
     * Replays the whole file and reports.
     *
     * @param speed how much faster than recorded; infinite waits for nothing
     */
    public void run(Path file, double speed) {
        Attended.run(() -> replay(file, speed), say);
    }

    private void replay(Path file, double speed) throws IOException, InterruptedException {
        Tape tape = Tape.read(file);
        String takerKey = accounts.takerKey();
        MarketReader market = new MarketReader(client, takerKey);
        ReplaySession session = ReplaySession.begin(file, "book", tape, stateFile, market);
        int first = session.resumeIndex(client, takerKey);
        JsonNode rules = market.read("/market/instruments?symbol=" + tape.symbol()).path(0);
        RecordedBook recorded = new RecordedBook();
        LiveBook live = new LiveBook();
        MakerAccounts makers =
                new MakerAccounts(accounts, live, rules.path("maxOpenOrders").asInt());
        makers.openFor(mostLevels(file));
        try (RestBookOrders orders =
                new RestBookOrders(
                        client,
                        tape.symbol(),
                        makers,
                        takerKey,
                        number -> session.clientOrderId("t", number))) {
            Mirror mirror = new Mirror(live, orders);
            BookFollower follower =
                    new BookFollower(
                            recorded,
                            mirror,
                            OrderCaps.of(rules),
                            lastPrice(market, tape.symbol()));
            follower.reload();
            say.accept(
                    "Replay of %s with its book: %,d trades on %s, %s"
                            .formatted(
                                    file.getFileName(),
                                    tape.trades().size(),
                                    tape.symbol(),
                                    first == 0 ? "from the start" : "going on at " + (first + 1)));
            BookPlayer player = new BookPlayer(recorded, follower, mirror, say);
            try (Feed feed = Feed.open(file)) {
                player.play(feed, first, speed);
            }
            boolean exact = session.report(follower.deviations(), say);
            boolean equal = compare(tape.symbol(), market, takerKey, recorded, mirror);
            say.accept(
                    exact && equal ? "Replay exact, depth equal" : "Replay differs from the tape");
            session.finish();
        }
    }

    /** Reads the file once, which also tells before anything is traded whether it is whole. */
    private static int mostLevels(Path file) throws IOException {
        RecordedBook book = new RecordedBook();
        int most = 0;
        try (Feed feed = Feed.open(file)) {
            for (FeedMessage message = feed.next(); message != null; message = feed.next()) {
                if (message instanceof FeedMessage.Change change) {
                    book.apply(change);
                } else if (message instanceof FeedMessage.Snapshot snapshot) {
                    book.apply(snapshot);
                }
                int levels = book.levels(LevelSide.BID).size() + book.levels(LevelSide.ASK).size();
                most = Math.max(most, levels);
            }
        }
        return most;
    }

    private static long lastPrice(MarketReader market, String symbol)
            throws IOException, InterruptedException {
        return units(market.read("/market/tickers?symbol=" + symbol).path(0).path("price"));
    }

    private static long units(JsonNode number) {
        return Units.fromDecimal(number.decimalValue());
    }

    /** The whole book from the depth stream, and the best levels from REST. */
    private boolean compare(
            String symbol, MarketReader market, String apiKey, RecordedBook recorded, Mirror mirror)
            throws IOException, InterruptedException {
        JsonNode top =
                market.read("/market/depth?limit=%d&symbol=%s".formatted(MOST_LEVELS, symbol));
        JsonNode frame = stream.snapshot(apiKey, symbol);
        for (int i = 0; i < STREAM_ATTEMPTS && behind(frame, top); i++) {
            Thread.sleep(200);
            frame = stream.snapshot(apiKey, symbol);
        }
        Map<Long, Long> bids = levels(frame.path("data").path("bids"));
        Map<Long, Long> asks = levels(frame.path("data").path("asks"));
        DepthComparison whole =
                new DepthComparison(recorded, bids, asks, mirror.refused().keySet());
        whole.lines().forEach(say);
        if (!mirror.refused().isEmpty()) {
            say.accept("  refused because: " + reasons(mirror));
        }
        say.accept(
                "  undetermined: bids below %s and asks above %s that no message names"
                        .formatted(
                                Units.text(recorded.lowestCovered()),
                                Units.text(recorded.highestCovered())));
        boolean topEqual =
                sameTop(top.path("bids"), bids, LevelSide.BID)
                        && sameTop(top.path("asks"), asks, LevelSide.ASK);
        say.accept(
                "  /market/depth: %d bids and %d asks %s"
                        .formatted(
                                top.path("bids").size(),
                                top.path("asks").size(),
                                topEqual ? "as the depth stream" : "DIFFER from the depth stream"));
        return whole.exact() && topEqual;
    }

    private static boolean behind(JsonNode frame, JsonNode top) {
        return frame.path("sequence").asLong() < top.path("sequence").asLong();
    }

    private static boolean sameTop(JsonNode pairs, Map<Long, Long> whole, LevelSide side) {
        List<Long> best =
                whole.keySet().stream().sorted(side.bestFirst()).limit(MOST_LEVELS).toList();
        Map<Long, Long> top = levels(pairs);
        return List.copyOf(top.keySet()).equals(best)
                && top.entrySet().stream()
                        .allMatch(level -> level.getValue().equals(whole.get(level.getKey())));
    }

    private static Map<Long, Long> levels(JsonNode pairs) {
        Map<Long, Long> levels = new LinkedHashMap<>();
        for (JsonNode pair : pairs) {
            levels.put(units(pair.get(0)), units(pair.get(1)));
        }
        return levels;
    }

    private static String reasons(Mirror mirror) {
        return mirror.refused().values().stream()
                .collect(Collectors.groupingBy(code -> code, TreeMap::new, Collectors.counting()))
                .toString();
    }
}
