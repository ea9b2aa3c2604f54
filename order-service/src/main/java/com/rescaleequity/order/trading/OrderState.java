package com.rescaleequity.order.trading;

/**
 * A whole order as it stood after one change. Numbers are units; 0 is "none" for prices, the quote
 * quantity and times, and the quantity of an order by quote quantity is 0 until it has filled.
 */
public record OrderState(
        long orderId,
        ClientOrderId clientOrderId,
        long accountId,
        String symbol,
        Side side,
        OrderType type,
        OrderStatus status,
        OrderSubStatus subStatus,
        StatusReason statusReason,
        long quantity,
        long limitPrice,
        long triggerPrice,
        long quoteQuantity,
        long filledQuantity,
        long filledValue,
        long fees,
        TimeInForce timeInForce,
        boolean postOnly,
        SelfTradePrevention selfTradePrevention,
        long expireAt,
        long createdAt,
        long updatedAt,
        long triggeredAt,
        long closedAt,
        long lastTradeAt,
        long updateSequence) {

    /** Whether the order can still trade. */
    public boolean isOpen() {
        return status == OrderStatus.PENDING || status == OrderStatus.ACTIVE;
    }
}
