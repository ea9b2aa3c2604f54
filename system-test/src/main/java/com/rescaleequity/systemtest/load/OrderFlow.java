package com.rescaleequity.systemtest.load;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * The orders of a run: limit orders of equal size at one price, buyers and sellers in turn, so that
 * every second order trades with the one before and the book stays small.
 */
final class OrderFlow {

    /** One order to send. */
    record Item(String apiKey, Buffer body) {}

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
        String body =
                "{\"symbol\":\"ETHUSD\",\"side\":\"%s\",\"type\":\"limit\",\"quantity\":0.0001,\"price\":2400}"
                        .formatted(buy ? "buy" : "sell");
        return new Item(key, Buffer.buffer(body));
    }
}
