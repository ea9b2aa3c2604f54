package com.rescaleequity.local.replay.lobster;

import com.fasterxml.jackson.databind.JsonNode;
import com.rescaleequity.local.client.ExchangeClient;
import com.rescaleequity.local.client.MarketReader;
import com.rescaleequity.local.replay.Attended;
import com.rescaleequity.local.replay.Pace;
import com.rescaleequity.local.replay.mirror.BookPlan;
import com.rescaleequity.local.replay.mirror.LiveBook;
import com.rescaleequity.local.replay.mirror.MakerAccounts;
import com.rescaleequity.local.replay.mirror.Mirror;
import com.rescaleequity.local.replay.mirror.OrderCaps;
import com.rescaleequity.local.replay.mirror.ReplayAccounts;
import com.rescaleequity.local.replay.mirror.RestBookOrders;
import com.rescaleequity.platform.decimal.Units;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Replays a pair of LOBSTER files on one market and reads the exchange's depth after each message.
 * It always begins anew; what an earlier run left is cancelled.
 */
public final class LobsterReplay {

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Lists markets. */
    public interface Listing {

        /** Returns when the market can be traded; its quote asset is USD. */
        void list(String symbol, String asset, BigDecimal listingPrice) throws IOException;
    }

    private final ExchangeClient client;
    private final ReplayAccounts accounts;
    private final Listing listing;
    private final Consumer<String> say;

    /**
     * Says its progress and its result line by line.
     *
     * @param listing lists the recorded stock if it is not there yet
     */
    public LobsterReplay(
            ExchangeClient client, ReplayAccounts accounts, Listing listing, Consumer<String> say) {
        this.client = client;
        this.accounts = accounts;
        this.listing = listing;
        this.say = say;
    }

    /**
     * Replays all of it and reports.
     *
     * @param speed how much faster than recorded; infinite waits for nothing
     */
    public void run(Path file, double speed) {
        Attended.run(() -> replay(file, speed), say);
    }

    private void replay(Path file, double speed) throws IOException, InterruptedException {
        try (LobsterFiles files = LobsterFiles.open(file)) {
            LobsterFiles.Line first = files.next();
            if (first == null) {
                throw new IOException(file + " is empty.");
            }
            String asset = LobsterFiles.asset(file);
            String symbol = asset + "USD";
            listing.list(symbol, asset, price(first.row()));
            MarketReader market = new MarketReader(client, accounts.takerKey());
            JsonNode rules = market.read("/market/instruments?symbol=" + symbol).path(0);
            say.accept("Replay of %s on %s".formatted(file.getFileName(), symbol));
            replay(files, first, rules, market, speed);
        }
    }

    private static BigDecimal price(LobsterRow row) throws IOException {
        if (row.asks().isEmpty() && row.bids().isEmpty()) {
            throw new IOException("The first row of the orderbook file is empty.");
        }
        return Units.toDecimal(
                row.asks().isEmpty() ? row.bids().firstKey() : row.asks().firstKey());
    }

    private void replay(
            LobsterFiles files,
            LobsterFiles.Line first,
            JsonNode rules,
            MarketReader market,
            double speed)
            throws IOException, InterruptedException {
        String symbol = rules.path("symbol").asText();
        LiveBook live = new LiveBook();
        MakerAccounts makers =
                new MakerAccounts(accounts, live, rules.path("maxOpenOrders").asInt());
        String run = Long.toString(System.currentTimeMillis(), 36);
        try (RestBookOrders orders =
                new RestBookOrders(
                        client,
                        symbol,
                        makers,
                        accounts.takerKey(),
                        number -> "lobster-%s-%s".formatted(run, number))) {
            Mirror mirror = new Mirror(live, orders);
            withdrawEverything(mirror);
            LobsterCounts counts = new LobsterCounts();
            LobsterFollower follower = new LobsterFollower(mirror, OrderCaps.of(rules), counts);
            RowComparison comparison = new RowComparison(market, symbol);
            double seconds = play(files, first, follower, comparison, counts, speed);
            report(counts, comparison, mirror, seconds);
        }
    }

    private static void withdrawEverything(Mirror mirror) throws IOException, InterruptedException {
        mirror.reload();
        BookPlan plan = new BookPlan();
        mirror.live().levels().forEach(level -> plan.cancels().addAll(mirror.live().at(level)));
        mirror.carryOut(plan);
    }

    private double play(
            LobsterFiles files,
            LobsterFiles.Line first,
            LobsterFollower follower,
            RowComparison comparison,
            LobsterCounts counts,
            double speed)
            throws IOException, InterruptedException {
        Pace pace = new Pace(first.message().nanos() / NANOS_PER_MILLI, speed);
        long begun = System.nanoTime();
        Attended attended = new Attended();
        for (LobsterFiles.Line line = first; line != null; line = files.next()) {
            pace.await(line.message().nanos() / NANOS_PER_MILLI);
            if (follower.apply(line.message(), line.row())) {
                comparison.compare(line.row());
            }
            if (attended.tellNow()) {
                say.accept("  %,d messages, %s".formatted(counts.messages, comparison.summary()));
            }
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private void report(
            LobsterCounts counts, RowComparison comparison, Mirror mirror, double seconds) {
        say.accept(
                String.format(
                        Locale.ROOT,
                        "Replay finished: %,d messages in %.1f s (%.0f messages/s), %,d orders, changes and cancels",
                        counts.messages,
                        seconds,
                        counts.messages / seconds,
                        mirror.requests()));
        counts.lines().forEach(say);
        say.accept("  " + comparison.summary());
        if (!mirror.refused().isEmpty()) {
            say.accept("  refused by the exchange: " + mirror.refused());
        }
        say.accept(
                comparison.exact()
                        ? "Replay exact, every row equal"
                        : "Replay differs from the rows");
    }
}
