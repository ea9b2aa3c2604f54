package com.rescaleequity.local.replay.lobster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rescaleequity.local.client.ExchangeClient;
import com.rescaleequity.local.client.OrderPlacer;
import com.rescaleequity.local.client.OrderPlacer.OrderRefusedException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Brings the last price of a market near a recorded one, so that recorded orders lie in the price
 * band: two accounts trade the smallest quantity at prices that go as far as the band allows.
 */
final class PriceWalk {

    private static final BigDecimal NEAR = new BigDecimal("0.02");
    private static final BigDecimal STRIDE = new BigDecimal("0.9");
    private static final int MOST_STEPS = 200;

    private final ExchangeClient client;
    private final String makerKey;
    private final String takerKey;
    private final JsonNode rules;

    PriceWalk(ExchangeClient client, String makerKey, String takerKey, JsonNode rules) {
        this.client = client;
        this.makerKey = makerKey;
        this.takerKey = takerKey;
        this.rules = rules;
    }

    /** Tells how many trades it took. */
    int walk(BigDecimal from, BigDecimal to) throws IOException, InterruptedException {
        BigDecimal last = from;
        String run = Long.toString(System.currentTimeMillis(), 36);
        for (int step = 0; step < MOST_STEPS; step++) {
            if (to.subtract(last).abs().compareTo(to.multiply(NEAR)) <= 0) {
                return step;
            }
            last = next(last, to);
            trade(last, "walk-%s-%d".formatted(run, step));
        }
        throw new IOException("The price cannot be brought to " + to);
    }

    private BigDecimal next(BigDecimal last, BigDecimal to) {
        BigDecimal up = rules.path("priceBand").path("up").decimalValue().multiply(STRIDE);
        BigDecimal down = rules.path("priceBand").path("down").decimalValue().multiply(STRIDE);
        BigDecimal highest = last.multiply(BigDecimal.ONE.add(up));
        BigDecimal lowest = last.multiply(BigDecimal.ONE.subtract(down));
        BigDecimal tick = rules.path("tickSize").decimalValue();
        return to.min(highest).max(lowest).divide(tick, 0, RoundingMode.HALF_UP).multiply(tick);
    }

    private void trade(BigDecimal price, String id) throws IOException, InterruptedException {
        try {
            OrderPlacer placer = new OrderPlacer(client);
            placer.place(makerKey, order(price, "sell").put("clientOrderId", id + "-m"));
            ObjectNode taker = order(price, "buy").put("timeInForce", "IOC");
            placer.place(takerKey, taker.put("clientOrderId", id + "-t"));
        } catch (OrderRefusedException e) {
            throw new IOException("The price cannot be brought near the recorded one", e);
        }
    }

    private ObjectNode order(BigDecimal price, String side) {
        BigDecimal lot = rules.path("lotSize").decimalValue();
        BigDecimal least =
                rules.path("minNotional").decimalValue().divide(price, 12, RoundingMode.UP);
        BigDecimal quantity =
                least.max(rules.path("minQuantity").decimalValue())
                        .divide(lot, 0, RoundingMode.UP)
                        .multiply(lot);
        ObjectNode order = ExchangeClient.object();
        order.put("symbol", rules.path("symbol").asText()).put("side", side).put("type", "limit");
        return order.put("quantity", quantity).put("price", price);
    }
}
