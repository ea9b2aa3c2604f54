package com.rescaleequity.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rescaleequity.local.client.Answer;
import com.rescaleequity.local.client.ExchangeClient;
import com.rescaleequity.local.client.MarketReader;
import com.rescaleequity.local.client.OrderPlacer;
import com.rescaleequity.local.client.OrderPlacer.OrderRefusedException;
import java.io.IOException;
import java.math.BigDecimal;
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
        Attended.run(() -> replay(speed), say);
    }

    private void replay(double speed)
            throws IOException, InterruptedException, OrderRefusedException {
        Tape tape = Tape.read(file);
        ReplaySession session =
                ReplaySession.begin(
                        file, "", tape, stateFile, new MarketReader(client, keys.maker()));
        int first = session.resumeIndex(client, keys.taker());
        say.accept(
                "Replay of %s: %,d trades on %s, %s"
                        .formatted(
                                file.getFileName(),
                                tape.trades().size(),
                                tape.symbol(),
                                first == 0 ? "from the start" : "going on at " + (first + 1)));
        long begun = System.nanoTime();
        trade(tape, session, first, speed);
        double seconds = (System.nanoTime() - begun) / 1e9;
        int traded = tape.trades().size() - first;
        say.accept(
                String.format(
                        Locale.ROOT,
                        "Replay finished: %,d trades in %.1f s (%.0f trades/s)",
                        traded,
                        seconds,
                        traded / seconds));
        boolean exact = session.report(deviations, say);
        say.accept(exact ? "Replay exact" : "Replay differs from the tape");
        session.finish();
    }

    private void trade(Tape tape, ReplaySession session, int first, double speed)
            throws InterruptedException, OrderRefusedException {
        if (first >= tape.trades().size()) {
            return;
        }
        Pace pace = new Pace(tape.trades().get(first).timeMillis(), speed);
        Attended attended = new Attended();
        long begun = System.nanoTime();
        for (int index = first; index < tape.trades().size(); index++) {
            TapeTrade trade = tape.trades().get(index);
            pace.await(trade.timeMillis());
            print(tape.symbol(), trade, session);
            if (attended.tellNow()) {
                say.accept(
                        String.format(
                                Locale.ROOT,
                                "  %,d of %,d trades, %.0f/s",
                                index + 1,
                                tape.trades().size(),
                                (index + 1 - first) / ((System.nanoTime() - begun) / 1e9)));
            }
        }
    }

    private void print(String symbol, TapeTrade trade, ReplaySession session)
            throws InterruptedException, OrderRefusedException {
        String number = String.valueOf(trade.id());
        ObjectNode maker = order(symbol, trade, trade.makerSide());
        maker.put("clientOrderId", session.clientOrderId("m", number));
        placer.place(keys.maker(), maker);
        ObjectNode taker = order(symbol, trade, trade.takerSide());
        taker.put("timeInForce", "IOC");
        taker.put("clientOrderId", session.clientOrderId("t", number));
        JsonNode taken = placer.place(keys.taker(), taker);
        BigDecimal filled = taken.path("filledQuantity").decimalValue();
        if (filled.compareTo(trade.quantity()) != 0) {
            deviations++;
            cancel(session.clientOrderId("m", number));
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
}
