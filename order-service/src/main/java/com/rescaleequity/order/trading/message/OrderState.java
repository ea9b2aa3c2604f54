package com.rescaleequity.order.trading.message;

/**
 * A whole order as it stood after one change. Numbers are units; 0 is "none" for prices, the quote
 * quantity and times.
 *
 * @param filled what it has traded so far
 * @param triggeredAt when a stop was triggered
 */
public record OrderState(
        long orderId,
        OrderTerms terms,
        OrderStatus status,
        OrderSubStatus subStatus,
        StatusReason statusReason,
        FillTotals filled,
        long createdAt,
        long updatedAt,
        long triggeredAt,
        long updateSequence) {

    public ClientOrderId clientOrderId() {
        return terms.clientOrderId();
    }

    public long accountId() {
        return terms.accountId();
    }

    public String symbol() {
        return terms.symbol();
    }

    public Side side() {
        return terms.side();
    }

    public OrderType type() {
        return terms.type();
    }

    /** What was asked for; of an order by quote quantity what it traded, and 0 until it filled. */
    public long quantity() {
        boolean byQuote = terms.quoteQuantity() != 0;
        long traded = status == OrderStatus.FILLED ? filled.quantity() : 0;
        return byQuote ? traded : terms.quantity();
    }

    public long limitPrice() {
        return terms.limitPrice();
    }

    public long filledQuantity() {
        return filled.quantity();
    }

    /** When the order ended, or 0 while it is open. */
    public long closedAt() {
        return isOpen() ? 0 : updatedAt;
    }

    /** Whether the order can still trade. */
    public boolean isOpen() {
        return status.isOpen();
    }
}
