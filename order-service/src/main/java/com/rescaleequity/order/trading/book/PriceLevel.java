package com.rescaleequity.order.trading.book;

import org.jspecify.annotations.Nullable;

/** All orders at one price of one side, first come first served, and the sum of their lots. */
public final class PriceLevel {

    private final long priceTicks;
    private final PricePage page;
    private long totalLots;
    private @Nullable RestingOrder first;
    private @Nullable RestingOrder last;

    PriceLevel(long priceTicks, PricePage page) {
        this.priceTicks = priceTicks;
        this.page = page;
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

    /** The page that the level stands on. */
    PricePage page() {
        return page;
    }

    boolean isEmpty() {
        return first == null;
    }

    void append(RestingOrder order) {
        insertAfter(last, order);
    }

    void insertById(RestingOrder order) {
        RestingOrder before = last;
        while (before != null && before.orderId() > order.orderId()) {
            before = before.previous;
        }
        insertAfter(before, order);
    }

    private void insertAfter(@Nullable RestingOrder before, RestingOrder order) {
        RestingOrder after = before == null ? first : before.next;
        order.level = this;
        order.previous = before;
        order.next = after;
        if (before == null) {
            first = order;
        } else {
            before.next = order;
        }
        if (after == null) {
            last = order;
        } else {
            after.previous = order;
        }
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
