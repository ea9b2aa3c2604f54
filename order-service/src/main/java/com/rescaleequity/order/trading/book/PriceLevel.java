package com.rescaleequity.order.trading.book;

import org.jspecify.annotations.Nullable;

/** All orders at one price of one side, first come first served, and the sum of their lots. */
public final class PriceLevel {

    private final long priceTicks;
    private long totalLots;
    private @Nullable RestingOrder first;
    private @Nullable RestingOrder last;

    PriceLevel(long priceTicks) {
        this.priceTicks = priceTicks;
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

    void subtract(long lots) {
        totalLots -= lots;
    }
}
