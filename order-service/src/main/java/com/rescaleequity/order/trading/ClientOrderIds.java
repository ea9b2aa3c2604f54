package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.agrona.collections.LongArrayQueue;

/**
 * The client order ids that one account may not use again: those of its open orders and of its last
 * {@value #REMEMBERED} closed ones.
 */
final class ClientOrderIds {

    static final int REMEMBERED = 10_000;

    private static final int MOST_DIGITS = 18;

    // Clients choose the keys, so the map must stay fast when their hashes collide.
    private final Map<String, Long> orderIds = new HashMap<>();

    // Those of closed orders, the oldest first: the order's id where they are made of its digits,
    // or 0 for the next text. Hardly anybody asks for such a number, so it may be searched for.
    private final LongArrayQueue closed = new LongArrayQueue();
    private final ArrayDeque<String> closedTexts = new ArrayDeque<>();

    /** The order that has a client order id which is not made of its own id's digits, or 0. */
    long orderId(String clientOrderId) {
        return orderIds.getOrDefault(clientOrderId, 0L);
    }

    /** Whether the digits of this number were the client order id of a closed order of that id. */
    boolean isClosed(long number) {
        if (closed.size() == closedTexts.size()) {
            return false;
        }
        for (var closedNumbers = closed.iterator(); closedNumbers.hasNext(); ) {
            if (closedNumbers.nextValue() == number) {
                return true;
            }
        }
        return false;
    }

    /**
     * Takes the wished id for an order or, if none is wished, one made of the digits of the order's
     * id that the account has not taken yet; answers which.
     */
    String take(String wished, String digits, long orderId) {
        if (!wished.isEmpty()) {
            take(wished, orderId);
            return wished;
        }
        String assigned = digits;
        while (orderIds.containsKey(assigned)) {
            assigned = "-" + assigned;
        }
        take(assigned, orderId);
        return assigned;
    }

    void take(String clientOrderId, long orderId) {
        if (number(clientOrderId) != orderId) {
            orderIds.put(clientOrderId, orderId);
        }
    }

    /** Remembers the id of an order that ended, and forgets the one that ended longest ago. */
    void close(String clientOrderId, long orderId) {
        remember(clientOrderId, orderId);
        if (closed.size() > REMEMBERED && closed.pollLong() == 0) {
            orderIds.remove(closedTexts.removeFirst());
        }
    }

    private void remember(String clientOrderId, long orderId) {
        if (number(clientOrderId) == orderId) {
            closed.addLong(orderId);
        } else {
            closed.addLong(0);
            closedTexts.addLast(clientOrderId);
        }
    }

    /** The number that a text writes as Java would, or 0 if it is none. */
    static long number(String text) {
        int length = text.length();
        if (length > MOST_DIGITS || text.charAt(0) == '0') {
            return 0;
        }
        long number = 0;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    /** Writes the ids of the orders that are not open any more; open ones carry their own. */
    void write(StateWriter state) {
        state.number(closed.size());
        Iterator<String> texts = closedTexts.iterator();
        closed.forEachLong(number -> {
            String text = number == 0 ? texts.next() : Long.toString(number);
            state.text(text);
            state.number(number == 0 ? orderId(text) : number);
        });
    }

    void read(StateReader state) {
        int count = state.count();
        for (int i = 0; i < count; i++) {
            String clientOrderId = state.text();
            long orderId = state.number();
            take(clientOrderId, orderId);
            remember(clientOrderId, orderId);
        }
    }
}
