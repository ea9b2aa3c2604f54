package com.rescaleequity.order.trading;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * The client order ids that one account may not use again: those of its open orders and of its last
 * {@value #REMEMBERED} closed ones.
 */
final class ClientOrderIds {

    static final int REMEMBERED = 10_000;

    // Clients choose the keys, so the map must stay fast when their hashes collide.
    private final Map<String, Long> orderIds = new HashMap<>();
    private final ArrayDeque<String> closed = new ArrayDeque<>();

    /** The order that has this client order id, or 0. */
    long orderId(String clientOrderId) {
        return clientOrderId.isEmpty() ? 0 : orderIds.getOrDefault(clientOrderId, 0L);
    }

    /** The wished id, or one made of the order id's digits that the account has not taken yet. */
    String wishedOrAssigned(String wished, long orderId) {
        if (!wished.isEmpty()) {
            return wished;
        }
        String assigned = Long.toString(orderId);
        while (orderIds.containsKey(assigned)) {
            assigned = "-" + assigned;
        }
        return assigned;
    }

    void take(String clientOrderId, long orderId) {
        orderIds.put(clientOrderId, orderId);
    }

    /** Remembers the id of an order that ended, and forgets the one that ended longest ago. */
    void close(String clientOrderId) {
        closed.addLast(clientOrderId);
        if (closed.size() > REMEMBERED) {
            orderIds.remove(closed.removeFirst());
        }
    }
}
