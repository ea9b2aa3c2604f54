package com.rescaleequity.local.replay.lobster;

import com.fasterxml.jackson.databind.JsonNode;
import com.rescaleequity.local.client.ExchangeClient;
import com.rescaleequity.local.client.PublicMarket;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays a pair of LOBSTER files on one market and reads the exchange's depth after each message.
 * It always begins anew; what an earlier run left is cancelled.
 */
public final class LobsterReplay {

    private static final Logger LOG = LoggerFactory.getLogger(LobsterReplay.class);
    private static final long PROGRESS_NANOS = 5_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ExchangeClient client;
    private final ReplayAccounts accounts;
    private final String fallbackSymbol;
    private final Consumer<String> say;

    /**
     * Says its progress and its result line by line.
     *
     * @param fallbackSymbol the market if none is listed for the file's ticker
     */
    public LobsterReplay(
            ExchangeClient client,
            ReplayAccounts accounts,
            String fallbackSymbol,
            Consumer<String> say) {
        this.client = client;
        this.accounts = accounts;
        this.fallbackSymbol = fallbackSymbol;
        this.say = say;
    }

    /**
     * Replays all of it and reports.
     *
     * @param speed how much faster than recorded; infinite waits for nothing
     */
    public void run(Path file, double speed) {
        try {
            replay(file, speed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.error("The replay failed", e);
            say.accept("The replay failed: " + e.getMessage());
        }
    }

    private void replay(Path file, double speed) throws IOException, InterruptedException {
        String takerKey = accounts.takerKey();
        PublicMarket market = new PublicMarket(client, takerKey);
        JsonNode rules = rules(market, LobsterFiles.ticker(file) + "USD");
        String symbol = rules.path("symbol").asText();
        LiveBook live = new LiveBook();
        MakerAccounts makers =
                new MakerAccounts(accounts, live, rules.path("maxOpenOrders").asInt());
        String run = Long.toString(System.currentTimeMillis(), 36);
        try (LobsterFiles files = LobsterFiles.open(file);
                RestBookOrders orders =
                        new RestBookOrders(
                                client,
                                symbol,
                                makers,
                                takerKey,
                                number -> "lobster-%s-%s".formatted(run, number))) {
            Mirror mirror = new Mirror(live, orders);
            withdrawEverything(mirror);
            say.accept("Replay of %s on %s".formatted(file.getFileName(), symbol));
            LobsterFiles.Line first = files.next();
            if (first == null) {
                throw new IOException(file + " is empty.");
            }
            approach(first, market, rules, takerKey);
            play(files, first, mirror, OrderCaps.of(rules), speed, market, symbol);
        }
    }

    private JsonNode rules(PublicMarket market, String wanted)
            throws IOException, InterruptedException {
        JsonNode all = market.read("/market/instruments");
        for (String symbol : new String[] {wanted, fallbackSymbol}) {
            for (JsonNode instrument : all) {
                if (instrument.path("symbol").asText().equalsIgnoreCase(symbol)) {
                    return instrument;
                }
            }
        }
        throw new IOException("Neither %s nor %s is listed.".formatted(wanted, fallbackSymbol));
    }

    private static void withdrawEverything(Mirror mirror) throws IOException, InterruptedException {
        mirror.reload();
        BookPlan plan = new BookPlan();
        mirror.live().levels().forEach(level -> plan.cancels().addAll(mirror.live().at(level)));
        mirror.carryOut(plan);
    }

    private void approach(
            LobsterFiles.Line first, PublicMarket market, JsonNode rules, String takerKey)
            throws IOException, InterruptedException {
        LobsterRow row = first.row();
        if (row.bids().isEmpty() && row.asks().isEmpty()) {
            return;
        }
        long near = row.asks().isEmpty() ? row.bids().firstKey() : row.asks().firstKey();
        BigDecimal last =
                market.read("/market/tickers?symbol=" + rules.path("symbol").asText())
                        .path(0)
                        .path("price")
                        .decimalValue();
        PriceWalk walk = new PriceWalk(client, accounts.apiKey(0), takerKey, rules);
        int trades = walk.walk(last, Units.toDecimal(near));
        if (trades > 0) {
            say.accept(
                    "  %d trades brought the last price from %s near %s"
                            .formatted(
                                    trades,
                                    last.toPlainString(),
                                    Units.toDecimal(near).toPlainString()));
        }
    }

    private void play(
            LobsterFiles files,
            LobsterFiles.Line first,
            Mirror mirror,
            OrderCaps caps,
            double speed,
            PublicMarket market,
            String symbol)
            throws IOException, InterruptedException {
        LobsterCounts counts = new LobsterCounts();
        RowComparison comparison = new RowComparison(market, symbol);
        LobsterFollower follower = new LobsterFollower(mirror, caps, counts);
        Pace pace = new Pace(first.message().nanos() / NANOS_PER_MILLI, speed);
        long begun = System.nanoTime();
        long lastSaid = begun;
        for (LobsterFiles.Line line = first; line != null; line = files.next()) {
            pace.await(line.message().nanos() / NANOS_PER_MILLI);
            if (follower.apply(line.message(), line.row())) {
                comparison.compare(line.row());
            }
            if (System.nanoTime() - lastSaid > PROGRESS_NANOS) {
                lastSaid = System.nanoTime();
                say.accept("  %,d messages, %s".formatted(counts.messages, comparison.summary()));
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
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
