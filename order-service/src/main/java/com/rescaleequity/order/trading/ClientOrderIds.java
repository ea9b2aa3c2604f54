package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongArrayQueue;
import org.agrona.collections.LongHashSet;

/**
 * The client order ids that one account may not use again: those of its open orders and of its last
 * {@value #REMEMBERED} closed ones.
 */
final class ClientOrderIds {

    static final int REMEMBERED = 10_000;

    // Clients choose the keys, so the map must stay fast when their hashes collide.
    private final Map<String, Long> texts = new HashMap<>();

    // By the number of a compact label, made unpredictable: nobody can choose ones that collide.
    private final Long2LongHashMap codes = new Long2LongHashMap(0);
    private final long secret;

    // Those of closed orders, the oldest first: the order's id where they are made of its digits,
    // a compact label's number below 0, or 0 for the next text.
    private final LongArrayQueue closed = new LongArrayQueue();
    private final ArrayDeque<String> closedTexts = new ArrayDeque<>();
    private final LongHashSet closedDigits = new LongHashSet();

    ClientOrderIds(long secret) {
        this.secret = secret;
    }

    /** Different for different codes, because odd factors lose nothing. */
    private long key(long code) {
        return (code + secret) * (secret | 1);
    }

    /** The order that has a client order id which is not made of its own id's digits, or 0. */
    long orderId(String clientOrderId) {
        long code = CompactLabel.code(clientOrderId);
        return code == 0 ? texts.getOrDefault(clientOrderId, 0L) : codes.get(key(code));
    }

    /** Whether the digits of this number were the client order id of a closed order of that id. */
    boolean isClosed(long number) {
        return closedDigits.contains(number);
    }

    /** How many open orders have one that is not made of their own id's digits. */
    int open() {
        return texts.size() + codes.size() - closed.size() + closedDigits.size();
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
        while (texts.containsKey(assigned)) {
            assigned = "-" + assigned;
        }
        take(assigned, orderId);
        return assigned;
    }

    void take(String clientOrderId, long orderId) {
        long code = CompactLabel.code(clientOrderId);
        if (code != 0) {
            codes.put(key(code), orderId);
        } else if (CompactLabel.number(clientOrderId) != orderId) {
            texts.put(clientOrderId, orderId);
        }
    }

    /** Remembers the id of an order that ended, and forgets the one that ended longest ago. */
    void close(String clientOrderId, long orderId) {
        remember(clientOrderId, orderId);
        if (closed.size() > REMEMBERED) {
            forget(closed.pollLong());
        }
    }

    private void remember(String clientOrderId, long orderId) {
        long code = CompactLabel.code(clientOrderId);
        if (code != 0) {
            closed.addLong(-code);
        } else if (CompactLabel.number(clientOrderId) == orderId) {
            closed.addLong(orderId);
            closedDigits.add(orderId);
        } else {
            closed.addLong(0);
            closedTexts.addLast(clientOrderId);
        }
    }

    private void forget(long entry) {
        if (entry < 0) {
            codes.remove(key(-entry));
        } else if (entry > 0) {
            closedDigits.remove(entry);
        } else {
            texts.remove(closedTexts.removeFirst());
        }
    }

    /** Writes the ids of the orders that are not open any more; open ones carry their own. */
    void write(StateWriter state) {
        state.number(closed.size());
        Iterator<String> remaining = closedTexts.iterator();
        closed.forEachLong(entry -> {
            String text = text(entry, remaining);
            state.text(text);
            state.number(entry > 0 ? entry : orderId(text));
        });
    }

    private static String text(long entry, Iterator<String> nextText) {
        if (entry == 0) {
            return nextText.next();
        }
        return entry > 0 ? Long.toString(entry) : CompactLabel.text(-entry);
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
