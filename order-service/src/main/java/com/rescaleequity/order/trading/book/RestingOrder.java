package com.rescaleequity.order.trading.book;

/**
 * What a queue of orders needs to know of one: whose it is, its price and how much of it is open.
 * It waits in one queue at most, and while it does only its {@link BookSide} changes it.
 */
public class RestingOrder {

    private final long orderId;
    private final long accountId;
    private long priceTicks;
    private long openLots;

    /** Where the queues keep it, or 0 while it waits nowhere. */
    int place;

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

    /** Whether the order is in a queue. */
    public final boolean isWaiting() {
        return place != 0;
    }

    /** Gives another price to an order that waits nowhere. */
    public final void reprice(long ticks) {
        requireNotWaiting();
        priceTicks = ticks;
    }

    /** Takes lots off an order that waits nowhere. */
    public final void reduce(long lots) {
        requireNotWaiting();
        openLots = rest(lots);
    }

    /** Makes so many lots of an order open that waits nowhere. */
    public final void resize(long lots) {
        requireNotWaiting();
        openLots = lots;
    }

    /** What is open without some lots. */
    final long rest(long lots) {
        if (lots <= 0 || lots > openLots) {
            throw new IllegalArgumentException("cannot take " + lots + " lots of " + openLots);
        }
        return openLots - lots;
    }

    /** Makes so many lots open; the queue keeps its sum in step. */
    final void resizeWaiting(long lots) {
        openLots = lots;
    }

    private void requireNotWaiting() {
        if (place != 0) {
            throw new IllegalStateException("order " + orderId + " is in a queue");
        }
    }
}
