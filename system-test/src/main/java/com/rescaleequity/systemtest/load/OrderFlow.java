package com.rescaleequity.systemtest.load;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The orders of a run: limit orders of equal size at prices a few ticks around a middle, buyers and
 * sellers in turn, so that about every second order trades and the book stays small.
 */
final class OrderFlow {

    /** One order to send. */
    record Item(String apiKey, Buffer body) {}

    private static final int SPREAD_TICKS = 5;

    private final SplittableRandom random = new SplittableRandom(42);
    private final List<String> keys;
    private long count;

    OrderFlow(List<String> keys) {
        this.keys = keys;
    }

    /** The next order; one thread calls it. */
    Item next() {
        long number = count++;
        boolean buy = number % 2 == 0;
        // Even accounts buy, odd ones sell, so that nobody meets his own orders.
        int pair = (int) (number / 2 % (keys.size() / 2));
        String key = keys.get(2 * pair + (buy ? 0 : 1));
        int offset = random.nextInt(SPREAD_TICKS);
        String price = "24" + (buy ? "0" + offset : "0" + (SPREAD_TICKS - 1 - offset));
        String body =
                "{\"symbol\":\"ETHUSD\",\"side\":\"%s\",\"type\":\"limit\",\"quantity\":0.0001,\"price\":%s}"
                        .formatted(buy ? "buy" : "sell", price);
        return new Item(key, Buffer.buffer(body));
    }
}
