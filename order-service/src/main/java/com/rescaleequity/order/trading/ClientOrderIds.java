package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
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

    /** Writes the ids of the orders that are not open any more; open ones carry their own. */
    void write(StateWriter state) {
        state.number(closed.size());
        for (String clientOrderId : closed) {
            state.text(clientOrderId);
            state.number(orderId(clientOrderId));
        }
    }

    void read(StateReader state) {
        int count = state.count();
        for (int i = 0; i < count; i++) {
            String clientOrderId = state.text();
            orderIds.put(clientOrderId, state.number());
            closed.addLast(clientOrderId);
        }
    }

    /** Remembers the id of an order that ended, and forgets the one that ended longest ago. */
    void close(String clientOrderId) {
        closed.addLast(clientOrderId);
        if (closed.size() > REMEMBERED) {
            orderIds.remove(closed.removeFirst());
        }
    }
}
