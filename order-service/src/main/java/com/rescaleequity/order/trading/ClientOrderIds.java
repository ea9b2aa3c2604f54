package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.ClientOrderId;
import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The client order ids that one account may not choose again: those of its open orders and of its
 * last {@value #REMEMBERED} closed ones, or fewer if all accounts' take too much. Those made of a
 * number are looked up in an index that is made when somebody first asks for one, because most
 * accounts never do.
 */
final class ClientOrderIds extends Share {

    static final int REMEMBERED = 10_000;

    // What a closed one takes in memory, about: its place among the closed and in an index.
    private static final long NUMBER_BYTES = 64;
    private static final long TEXT_BYTES = 192;

    private static final int SMALL_CAPACITY = 64;
    private static final int EMPTY_PARTS = 8;

    // Clients choose the keys, so the map must stay fast when their hashes collide.
    private Map<String, Long> texts = new HashMap<>();

    // By numbers made unpredictable: nobody can choose ones that collide. There is none while two
    // orders share a number, so that what it answers never depends on when it was made.
    private @Nullable Long2LongHashMap numbers;
    private final long secret;

    // Those of closed orders, the oldest first: the number, or 0 for the next text, and then the
    // order's id.
    private LongArrayQueue closed = new LongArrayQueue();
    private ArrayDeque<String> closedTexts = new ArrayDeque<>();
    private long bytes;

    ClientOrderIds(long accountId, long secret) {
        super(accountId);
        this.secret = secret;
    }

    /**
     * The order that has a client order id or had it not long ago, or 0.
     *
     * @param oldestOpen the first of the account's open orders
     */
    long orderId(ClientOrderId id, @Nullable AccountOrder oldestOpen) {
        if (id.number() == 0) {
            return texts.getOrDefault(id.text(), 0L);
        }
        Long2LongHashMap index = numbers == null ? index(oldestOpen) : numbers;
        return index.get(key(id.number()));
    }

    /** An index of all; it is kept if no two orders share a number. */
    private Long2LongHashMap index(@Nullable AccountOrder oldestOpen) {
        Long2LongHashMap made = new Long2LongHashMap(0);
        boolean clear = true;
        LongArrayQueue.LongIterator entries = closed.iterator();
        while (entries.hasNext()) {
            clear &= put(made, entries.nextValue(), entries.nextValue());
        }
        for (var order = oldestOpen; order != null; order = order.newer) {
            clear &= put(made, order.clientOrderId().number(), order.orderId());
        }
        numbers = clear ? made : null;
        return made;
    }

    /** Says whether no order had the number before. */
    private boolean put(Long2LongHashMap index, long number, long orderId) {
        return number == 0 || index.put(key(number), orderId) == 0;
    }

    /** Different for different numbers, because odd factors lose nothing. */
    private long key(long number) {
        return (number + secret) * (secret | 1);
    }

    /** Notes that an open order has a client order id. */
    void take(ClientOrderId id, long orderId) {
        if (id.number() == 0) {
            texts.put(id.text(), orderId);
        } else if (numbers != null && !put(numbers, id.number(), orderId)) {
            numbers = null;
        }
    }

    /** Remembers the id of an order that ended; answers the bytes that it takes. */
    long close(ClientOrderId id, long orderId) {
        closed.addLong(id.number());
        closed.addLong(orderId);
        int length = 0;
        if (id.number() == 0) {
            closedTexts.addLast(id.text());
            length = id.text().length();
        }
        long more = bytes(id.number(), length);
        bytes += more;
        return more;
    }

    /** Whether there is one more than it remembers. */
    boolean isOverfull() {
        return amount() > REMEMBERED;
    }

    /** How many of closed orders it remembers. */
    @Override
    long amount() {
        return closed.size() / 2;
    }

    /** What those take in memory, about. */
    long bytes() {
        return bytes;
    }

    /** Forgets the one that ended longest ago; answers the bytes that it took. */
    long forgetOldest() {
        long number = closed.pollLong();
        closed.pollLong();
        int length = 0;
        if (number == 0) {
            String text = closedTexts.removeFirst();
            texts.remove(text);
            length = text.length();
        } else if (numbers != null) {
            numbers.remove(key(number));
        }
        long less = bytes(number, length);
        bytes -= less;
        if (closed.capacity() > SMALL_CAPACITY && closed.size() < closed.capacity() / EMPTY_PARTS) {
            shrink();
        }
        return less;
    }

    private static long bytes(long number, int length) {
        return number == 0 ? TEXT_BYTES + length : NUMBER_BYTES;
    }

    /** Gives back the room of many that were forgotten. */
    private void shrink() {
        LongArrayQueue fewer =
                new LongArrayQueue(
                        Math.max(SMALL_CAPACITY, 2 * closed.size()),
                        LongArrayQueue.DEFAULT_NULL_VALUE);
        closed.forEachLong(fewer::addLong);
        closed = fewer;
        closedTexts = new ArrayDeque<>(closedTexts);
        texts = new HashMap<>(texts);
        numbers = null;
    }

    /** Whether it leads from this id to this order, now or when it makes its index. */
    boolean leads(ClientOrderId id, long orderId) {
        boolean known = id.number() == 0 || numbers != null;
        return !known || orderId(id, null) == orderId;
    }

    /** Whether it knows so many ids of open orders, made of numbers and others. */
    boolean counts(int openNumbers, int openTexts) {
        int closedNumbers = closed.size() / 2 - closedTexts.size();
        return texts.size() == closedTexts.size() + openTexts
                && (numbers == null || numbers.size() == closedNumbers + openNumbers);
    }

    /** Writes the ids of the orders that are not open any more; open ones carry their own. */
    void write(StateWriter state) {
        state.number(closed.size() / 2);
        Iterator<String> remaining = closedTexts.iterator();
        LongArrayQueue.LongIterator entries = closed.iterator();
        while (entries.hasNext()) {
            long number = entries.nextValue();
            state.text(number == 0 ? remaining.next() : ClientOrderId.of(number).text());
            state.number(entries.nextValue());
        }
    }

    void read(StateReader state) {
        int count = state.count();
        for (int i = 0; i < count; i++) {
            ClientOrderId id = ClientOrderId.of(state.text());
            long orderId = state.number();
            take(id, orderId);
            close(id, orderId);
        }
    }
}
