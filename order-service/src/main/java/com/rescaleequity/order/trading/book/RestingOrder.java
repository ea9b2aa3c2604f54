package com.rescaleequity.order.trading.book;

import org.jspecify.annotations.Nullable;

/**
 * What a queue of orders needs to know of one: whose it is, its price and how much of it is open.
 * It is itself the link of the queue, so an order is in one price level at most.
 */
public class RestingOrder {

    private final long orderId;
    private final long accountId;
    private long priceTicks;
    private long openLots;

    @Nullable PriceLevel level;
    @Nullable RestingOrder previous;
    @Nullable RestingOrder next;

    public RestingOrder(long orderId, long accountId, long priceTicks, long openLots) {
        this.orderId = orderId;
        this.accountId = accountId;
        this.priceTicks = priceTicks;
        this.openLots = openLots;
    }

    public final long orderId() {
        return orderId;
    }

    public final long accountId() {
        return accountId;
    }

    public final long priceTicks() {
        return priceTicks;
    }

    public final long openLots() {
        return openLots;
    }

    /** The level that the order waits in, if it does. */
    public final @Nullable PriceLevel level() {
        return level;
    }

    /** The order behind this one in its level. */
    public final @Nullable RestingOrder next() {
        return next;
    }

    /** Gives another price to an order that waits nowhere. */
    public final void reprice(long ticks) {
        if (level != null) {
            throw new IllegalStateException("order " + orderId + " is in a level");
        }
        priceTicks = ticks;
    }

    /** Takes lots off the order, and off its level's total if it waits in one. */
    public final void reduce(long lots) {
        if (lots <= 0 || lots > openLots) {
            throw new IllegalArgumentException("cannot take " + lots + " lots of " + openLots);
        }
        resize(openLots - lots);
    }

    /** Makes so many lots open, in its level's total too if it waits in one. */
    public final void resize(long lots) {
        if (level != null) {
            level.change(lots - openLots);
        }
        openLots = lots;
    }
}
