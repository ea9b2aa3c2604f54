package com.rescaleequity.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.rescaleequity.local.client.ExchangeClient;
import com.rescaleequity.local.client.MarketReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * One replay of one tape: where it began, how far it came, and what the exchange printed of it. A
 * session that was cut off is found again.
 */
public final class ReplaySession {

    private static final int SETTLE_ATTEMPTS = 40;

    private final Tape tape;
    private final ReplayState state;
    private final Path stateFile;
    private final MarketTotals totals;

    private ReplaySession(Tape tape, ReplayState state, Path stateFile, MarketTotals totals) {
        this.tape = tape;
        this.state = state;
        this.stateFile = stateFile;
        this.totals = totals;
    }

    /**
     * Begins, or goes on with a session of the same file and form that has not finished.
     *
     * @param form tells forms of replay apart that may not go on with each other's sessions
     */
    public static ReplaySession begin(
            Path file, String form, Tape tape, Path stateFile, MarketReader market)
            throws IOException, InterruptedException {
        MarketTotals totals = new MarketTotals(market, tape.symbol());
        String name = (file.getFileName() + " " + Files.size(file) + " " + form).strip();
        ReplayState earlier = ReplayState.read(stateFile);
        if (earlier != null && earlier.tape().equals(name) && !earlier.finished()) {
            return new ReplaySession(tape, earlier, stateFile, totals);
        }
        long minute = System.currentTimeMillis() / 60_000 * 60_000;
        MarketTotals.Candles before = totals.candlesSince(minute);
        ReplayState state =
                new ReplayState(
                        name,
                        earlier == null ? 1 : earlier.run() + 1,
                        totals.nextTradeId(),
                        minute,
                        before.volume(),
                        before.trades(),
                        false);
        state.write(stateFile);
        return new ReplaySession(tape, state, stateFile, totals);
    }

    /**
     * The place of the first trade that is not printed yet. The exchange knows best how far the
     * session came: its newest taker order tells.
     */
    public int resumeIndex(ExchangeClient client, String takerKey)
            throws IOException, InterruptedException {
        JsonNode newest =
                new MarketReader(client, takerKey).read("/orders?limit=1&symbol=" + tape.symbol());
        String id = newest.path(0).path("clientOrderId").asText("");
        String prefix = clientOrderId("t", "");
        return id.startsWith(prefix)
                ? tape.indexOf(Long.parseLong(id.substring(prefix.length()))) + 1
                : 0;
    }

    /** Tells orders of this session by their role and the number of their trade. */
    public String clientOrderId(String role, String number) {
        return "replay-%d-%s-%s".formatted(state.run(), role, number);
    }

    /**
     * Says what the exchange printed beside the tape; the figures may lag a moment.
     *
     * @param deviations how many trades others got in between of
     * @return whether nothing differs
     */
    public boolean report(int deviations, Consumer<String> say)
            throws IOException, InterruptedException {
        ReplayReport report = compare();
        for (int attempt = 0; attempt < SETTLE_ATTEMPTS && !report.exact(); attempt++) {
            Thread.sleep(100);
            report = compare();
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
        return report.exact();
    }

    private ReplayReport compare() throws IOException, InterruptedException {
        MarketTotals.Candles candles = totals.candlesSince(state.startMinute());
        return ReplayReport.of(
                tape.trades(),
                totals.trades(state.firstTradeId(), tape.trades().size()),
                new MarketTotals.Candles(
                        candles.volume().subtract(state.volumeBefore()),
                        candles.trades() - state.tradesBefore()));
    }

    /** The next replay of the same file begins anew. */
    public void finish() throws IOException {
        state.asFinished().write(stateFile);
    }
}
