package com.rescaleequity.local.simulator;

import com.rescaleequity.local.client.ExchangeClient;
import com.rescaleequity.local.client.MarketReader;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a simulated market on each of a few instruments until it is stopped. */
public final class Simulator {

    private static final Logger LOG = LoggerFactory.getLogger(Simulator.class);
    private static final List<String> SYMBOLS = List.of("BTCUSD", "ETHUSD", "SOLUSD");

    private static final long RETRY_MILLIS = 5000;

    private final ExchangeClient client;
    private final String makerKey;
    private final String takerKey;
    private final int actionsPerSecond;
    private final ThreadGroup threads = new ThreadGroup("simulator");

    /** The rate counts orders and cancels of all instruments together. */
    public Simulator(
            ExchangeClient client, String makerKey, String takerKey, int actionsPerSecond) {
        this.client = client;
        this.makerKey = makerKey;
        this.takerKey = takerKey;
        this.actionsPerSecond = actionsPerSecond;
    }

    /** Returns at once; the markets begin as soon as their instruments are listed. */
    public void start() {
        for (String symbol : SYMBOLS) {
            Thread thread = new Thread(threads, () -> runOn(symbol), "simulator-" + symbol);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void runOn(String symbol) {
        try {
            MarketSession session =
                    new MarketSession(
                            client, makerKey, takerKey, rules(symbol), new SplittableRandom());
            session.run(Math.max(1, actionsPerSecond) / (double) SYMBOLS.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("The simulated market of {} ended", symbol, e);
        }
    }

    private Rules rules(String symbol) throws InterruptedException {
        MarketReader market = new MarketReader(client, makerKey);
        while (true) {
            try {
                return Rules.of(market.read("/market/instruments?symbol=" + symbol).path(0));
            } catch (IOException e) {
                LOG.warn("{} is not listed yet", symbol, e);
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    /** Ends all markets; their quotes stay in the book until the next start. */
    public void stop() {
        threads.interrupt();
    }
}
