package com.rescaleequity.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rescaleequity.local.client.Answer;
import com.rescaleequity.local.client.ExchangeClient;
import com.rescaleequity.local.client.OrderPlacer;
import com.rescaleequity.local.client.OrderPlacer.OrderRefusedException;
import com.rescaleequity.local.client.PublicMarket;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays a tape: for each recorded trade a maker order rests at its price and quantity, then a
 * taker order takes it. A run that was cut off goes on after the last trade that the exchange
 * knows.
 */
public final class ReplayRun {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayRun.class);
    private static final long PROGRESS_NANOS = 2_000_000_000L;
    private static final int SETTLE_ATTEMPTS = 40;

    private final ExchangeClient client;
    private final OrderPlacer placer;
    private final Keys keys;
    private final Path file;
    private final Path stateFile;
    private final Consumer<String> say;
    private int deviations;

    /**
     * The API keys of the two accounts.
     *
     * @param maker whose orders rest
     * @param taker whose orders take them
     */
    public record Keys(String maker, String taker) {}

    /** Says its progress and its result line by line. */
    public ReplayRun(
            ExchangeClient client, Keys keys, Path file, Path stateFile, Consumer<String> say) {
        this.client = client;
        this.placer = new OrderPlacer(client);
        this.keys = keys;
        this.file = file;
        this.stateFile = stateFile;
        this.say = say;
    }

    /**
     * Trades the whole tape and reports.
     *
     * @param speed how much faster than recorded; infinite waits for nothing
     */
    public void run(double speed) {
        try {
            Tape tape = Tape.read(file);
            MarketTotals totals =
                    new MarketTotals(new PublicMarket(client, keys.maker()), tape.symbol());
            ReplayState state = begin(totals);
            int first = resumeIndex(tape, state);
            say.accept(
                    "Replay of %s: %,d trades on %s, %s"
                            .formatted(
                                    file.getFileName(),
                                    tape.trades().size(),
                                    tape.symbol(),
                                    first == 0 ? "from the start" : "going on at " + (first + 1)));
            long begun = System.nanoTime();
            trade(tape, state, first, speed);
            double seconds = (System.nanoTime() - begun) / 1e9;
            int traded = tape.trades().size() - first;
            say.accept(
                    String.format(
                            Locale.ROOT,
                            "Replay finished: %,d trades in %.1f s (%.0f trades/s)",
                            traded,
                            seconds,
                            traded / seconds));
            report(tape, state, totals);
            state.asFinished().write(stateFile);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | OrderRefusedException | RuntimeException e) {
            LOG.error("The replay failed", e);
            say.accept("The replay failed: " + e.getMessage());
        }
    }

    private ReplayState begin(MarketTotals totals) throws IOException, InterruptedException {
        String tape = file.getFileName() + " " + Files.size(file);
        ReplayState earlier = ReplayState.read(stateFile);
        if (earlier != null && earlier.tape().equals(tape) && !earlier.finished()) {
            return earlier;
        }
        long minute = System.currentTimeMillis() / 60_000 * 60_000;
        MarketTotals.Candles before = totals.candlesSince(minute);
        ReplayState state =
                new ReplayState(
                        tape,
                        earlier == null ? 1 : earlier.run() + 1,
                        totals.nextTradeId(),
                        minute,
                        before.volume(),
                        before.trades(),
                        false);
        state.write(stateFile);
        return state;
    }

    /** The exchange knows best how far the run came: its newest taker order tells. */
    private int resumeIndex(Tape tape, ReplayState state) throws IOException, InterruptedException {
        JsonNode newest =
                new PublicMarket(client, keys.taker())
                        .read("/orders?limit=1&symbol=" + tape.symbol());
        String id = newest.path(0).path("clientOrderId").asText("");
        String prefix = clientOrderId(state, "t", "");
        return id.startsWith(prefix)
                ? tape.indexOf(Long.parseLong(id.substring(prefix.length()))) + 1
                : 0;
    }

    private void trade(Tape tape, ReplayState state, int first, double speed)
            throws InterruptedException, OrderRefusedException {
        if (first >= tape.trades().size()) {
            return;
        }
        Pace pace = new Pace(tape.trades().get(first).timeMillis(), speed);
        long lastSaid = System.nanoTime();
        int lastIndex = first;
        for (int index = first; index < tape.trades().size(); index++) {
            TapeTrade trade = tape.trades().get(index);
            pace.await(trade.timeMillis());
            print(tape.symbol(), trade, state);
            long now = System.nanoTime();
            if (now - lastSaid > PROGRESS_NANOS) {
                say.accept(
                        String.format(
                                Locale.ROOT,
                                "  %,d of %,d trades, %.0f/s",
                                index + 1,
                                tape.trades().size(),
                                (index - lastIndex) / ((now - lastSaid) / 1e9)));
                lastSaid = now;
                lastIndex = index;
            }
        }
    }

    private void print(String symbol, TapeTrade trade, ReplayState state)
            throws InterruptedException, OrderRefusedException {
        String number = String.valueOf(trade.id());
        ObjectNode maker = order(symbol, trade, trade.makerSide());
        maker.put("clientOrderId", clientOrderId(state, "m", number));
        placer.place(keys.maker(), maker);
        ObjectNode taker = order(symbol, trade, trade.takerSide());
        taker.put("timeInForce", "IOC");
        taker.put("clientOrderId", clientOrderId(state, "t", number));
        JsonNode taken = placer.place(keys.taker(), taker);
        BigDecimal filled = taken.path("filledQuantity").decimalValue();
        if (filled.compareTo(trade.quantity()) != 0) {
            deviations++;
            cancel(clientOrderId(state, "m", number));
        }
    }

    private static ObjectNode order(String symbol, TapeTrade trade, String side) {
        ObjectNode order = ExchangeClient.object();
        order.put("symbol", symbol).put("side", side).put("type", "limit");
        order.put("quantity", trade.quantity()).put("price", trade.price());
        return order;
    }

    /** Somebody else traded in between; what is left of the maker order must not stay. */
    private void cancel(String clientOrderId) throws InterruptedException {
        try {
            Answer answer =
                    client.post(
                            keys.maker(),
                            "/orders/cancel",
                            ExchangeClient.object().put("clientOrderId", clientOrderId));
            LOG.info("Cancel of {}: {}", clientOrderId, answer.status());
        } catch (IOException e) {
            LOG.warn("A maker order may be left: {}", clientOrderId, e);
        }
    }

    private static String clientOrderId(ReplayState state, String role, String number) {
        return "replay-%d-%s-%s".formatted(state.run(), role, number);
    }

    private void report(Tape tape, ReplayState state, MarketTotals totals)
            throws IOException, InterruptedException {
        ReplayReport report = compare(tape, state, totals);
        for (int attempt = 0; attempt < SETTLE_ATTEMPTS && !report.exact(); attempt++) {
            Thread.sleep(100);
            report = compare(tape, state, totals);
        }
        report.lines().forEach(say);
        JsonNode ticker = totals.ticker();
        say.accept(
                "  ticker: last %s, high24h %s, low24h %s, baseVolume24h %s"
                        .formatted(
                                ticker.path("price").asText(),
                                ticker.path("high24h").asText(),
                                ticker.path("low24h").asText(),
                                ticker.path("baseVolume24h").asText()));
        if (deviations > 0) {
            say.accept("  trades that others got in between of: " + deviations);
        }
        say.accept(report.exact() ? "Replay exact" : "Replay differs from the tape");
    }

    private static ReplayReport compare(Tape tape, ReplayState state, MarketTotals totals)
            throws IOException, InterruptedException {
        MarketTotals.Candles candles = totals.candlesSince(state.startMinute());
        return ReplayReport.of(
                tape.trades(),
                totals.trades(state.firstTradeId(), tape.trades().size()),
                new MarketTotals.Candles(
                        candles.volume().subtract(state.volumeBefore()),
                        candles.trades() - state.tradesBefore()));
    }
}
