package com.rescaleequity.order.history;

import org.jspecify.annotations.Nullable;

/**
 * Which of an account's fills a list shows.
 *
 * @param orderId 0 names an order that nobody has
 * @param clientOrderId the label that the order has now
 * @param fromId the first trade id, only with a symbol
 * @param startTime earliest trade, epoch ms, inclusive
 * @param endTime latest trade, epoch ms, inclusive
 * @param ascending oldest first
 */
public record FillFilter(
        long accountId,
        @Nullable String symbol,
        @Nullable Long orderId,
        @Nullable String clientOrderId,
        @Nullable Long fromId,
        @Nullable Long startTime,
        @Nullable Long endTime,
        boolean ascending) {

    /** What of it a page's cursor is bound to, beside the times and the direction. */
    public @Nullable Object[] bound() {
        return new @Nullable Object[] {"trades", accountId, symbol, orderId, clientOrderId, fromId};
    }

    /** Whether it names orders, whose fills are looked through instead of the account's. */
    boolean isOfOrders() {
        return orderId != null || clientOrderId != null;
    }
}
