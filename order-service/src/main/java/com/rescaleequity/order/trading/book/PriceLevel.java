package com.rescaleequity.order.trading.book;

import org.jspecify.annotations.Nullable;

/** All orders at one price of one side, first come first served, and the sum of their lots. */
public final class PriceLevel {

    private final long priceTicks;
    private final PriceChapter chapter;
    private long totalLots;
    private @Nullable RestingOrder first;
    private @Nullable RestingOrder last;

    PriceLevel(long priceTicks, PriceChapter chapter) {
        this.priceTicks = priceTicks;
        this.chapter = chapter;
    }

    public long priceTicks() {
        return priceTicks;
    }

    public long totalLots() {
        return totalLots;
    }

    /** The order that trades next; a level of a book always has one. */
    public RestingOrder first() {
        if (first == null) {
            throw new IllegalStateException("no order at " + priceTicks);
        }
        return first;
    }

    /** The chapter that the level stands in. */
    PriceChapter chapter() {
        return chapter;
    }

    boolean isEmpty() {
        return first == null;
    }

    void append(RestingOrder order) {
        order.level = this;
        order.previous = last;
        if (last == null) {
            first = order;
        } else {
            last.next = order;
        }
        last = order;
        totalLots = Math.addExact(totalLots, order.openLots());
    }

    void insertById(RestingOrder order) {
        RestingOrder before = last;
        while (before != null && before.orderId() > order.orderId()) {
            before = before.previous;
        }
        RestingOrder after = before == null ? first : before.next;
        if (after == null) {
            append(order);
        } else {
            insertBefore(after, order);
        }
    }

    private void insertBefore(RestingOrder after, RestingOrder order) {
        order.level = this;
        order.previous = after.previous;
        order.next = after;
        if (after.previous == null) {
            first = order;
        } else {
            after.previous.next = order;
        }
        after.previous = order;
        totalLots = Math.addExact(totalLots, order.openLots());
    }

    void remove(RestingOrder order) {
        if (order.previous == null) {
            first = order.next;
        } else {
            order.previous.next = order.next;
        }
        if (order.next == null) {
            last = order.previous;
        } else {
            order.next.previous = order.previous;
        }
        order.level = null;
        order.previous = null;
        order.next = null;
        totalLots -= order.openLots();
    }

    void change(long lots) {
        totalLots = Math.addExact(totalLots, lots);
    }
}
