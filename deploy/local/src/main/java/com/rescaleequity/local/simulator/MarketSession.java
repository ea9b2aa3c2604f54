package com.rescaleequity.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rescaleequity.local.client.Answer;
import com.rescaleequity.local.client.ExchangeClient;
import com.rescaleequity.local.simulator.Quotes.Quote;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The simulated market of one instrument. Each step sends one order or one cancel; whatever goes
 * wrong, it withdraws its quotes, waits longer each time, and begins again.
 */
final class MarketSession {

    private static final Logger LOG = LoggerFactory.getLogger(MarketSession.class);
    private static final int LEVELS = 8;
    private static final double HALF_SPREAD = 0.0001;
    private static final double LEVEL_GAP = 0.0002;
    private static final double TAKE_PROBABILITY = 0.35;
    private static final double USUAL_VALUE = 1500;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final ExchangeClient client;
    private final String makerKey;
    private final String takerKey;
    private final Rules rules;
    private final RandomGenerator random;
    private final Quotes quotes = new Quotes();

    MarketSession(
            ExchangeClient client,
            String makerKey,
            String takerKey,
            Rules rules,
            RandomGenerator random) {
        this.client = client;
        this.makerKey = makerKey;
        this.takerKey = takerKey;
        this.rules = rules;
        this.random = random;
    }

    /** The exchange could not do a step, so it is not certain how things stand. */
    private static final class StepFailedException extends Exception {

        private static final long serialVersionUID = 1L;

        StepFailedException(String message) {
            super(message);
        }
    }

    /** Trades until the thread is interrupted. */
    void run(double stepsPerSecond) throws InterruptedException {
        long pause = 500;
        while (true) {
            try {
                RandomWalk walk = new RandomWalk(random, lastPrice());
                withdrawAll();
                while (true) {
                    step(walk);
                    pause = 500;
                    Thread.sleep((long) (random.nextDouble(0.5, 1.5) * 1000 / stepsPerSecond));
                }
            } catch (IOException | StepFailedException e) {
                LOG.info("{} pauses for {} ms: {}", rules.symbol(), pause, e.getMessage());
                Thread.sleep(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    private double lastPrice() throws IOException, InterruptedException, StepFailedException {
        Answer answer = client.get(makerKey, "/market/tickers?symbol=" + rules.symbol());
        double price = answer.data().path(0).path("price").asDouble();
        if (!answer.ok() || price <= 0) {
            throw new StepFailedException("no ticker: " + answer);
        }
        return price;
    }

    /** Cancels what an earlier session, or one before a failure, has left in the book. */
    private void withdrawAll() throws IOException, InterruptedException, StepFailedException {
        quotes.clear();
        Answer open =
                client.get(makerKey, "/orders?status=active&limit=500&symbol=" + rules.symbol());
        if (!open.ok()) {
            throw new StepFailedException("open orders are not listed: " + open);
        }
        for (JsonNode order : open.data()) {
            cancel(order.path("orderId").asText());
        }
    }

    private void step(RandomWalk walk)
            throws IOException, InterruptedException, StepFailedException {
        double fair = walk.next();
        Quote stale = quotes.stale(fair);
        boolean buy = random.nextBoolean();
        if (stale != null) {
            withdraw(stale);
        } else if (quotes.count(buy) < LEVELS) {
            quote(fair, buy);
        } else if (random.nextDouble() < TAKE_PROBABILITY) {
            take(fair, buy);
        } else {
            Quote oldest = quotes.oldest();
            if (oldest != null) {
                withdraw(oldest);
            }
        }
    }

    private void quote(double fair, boolean buy)
            throws IOException, InterruptedException, StepFailedException {
        double distance = HALF_SPREAD + LEVEL_GAP * quotes.count(buy) * random.nextDouble(0.1, 1.0);
        BigDecimal price = rules.price(fair * (buy ? 1 - distance : 1 + distance));
        if (quotes.crosses(buy, price)) {
            return;
        }
        Answer answer = create(makerKey, buy, price, "GTC");
        if (answer.data().path("status").asText().equals("active")) {
            quotes.add(new Quote(answer.data().path("orderId").asText(), buy, price));
        }
    }

    private void take(double fair, boolean buy)
            throws IOException, InterruptedException, StepFailedException {
        double reach = random.nextDouble(HALF_SPREAD, 3 * LEVEL_GAP);
        create(takerKey, buy, rules.price(fair * (buy ? 1 + reach : 1 - reach)), "IOC");
    }

    private Answer create(String key, boolean buy, BigDecimal price, String timeInForce)
            throws IOException, InterruptedException, StepFailedException {
        double value = USUAL_VALUE * Math.exp(random.nextGaussian());
        ObjectNode order = ExchangeClient.object();
        order.put("symbol", rules.symbol()).put("side", buy ? "buy" : "sell").put("type", "limit");
        order.put("quantity", rules.quantity(value / price.doubleValue(), price));
        order.put("price", price).put("timeInForce", timeInForce);
        Answer answer = client.post(key, "/orders/create", order);
        if (!answer.ok()) {
            throw new StepFailedException("order refused: " + answer);
        }
        return answer;
    }

    private void withdraw(Quote quote)
            throws IOException, InterruptedException, StepFailedException {
        cancel(quote.orderId());
        quotes.remove(quote);
    }

    /** That it is closed already is no failure: then somebody traded with it. */
    private void cancel(String orderId)
            throws IOException, InterruptedException, StepFailedException {
        Answer answer =
                client.post(
                        makerKey,
                        "/orders/cancel",
                        ExchangeClient.object().put("orderId", orderId));
        if (!answer.ok() && answer.status() != 400) {
            throw new StepFailedException("cancel refused: " + answer);
        }
    }
}
