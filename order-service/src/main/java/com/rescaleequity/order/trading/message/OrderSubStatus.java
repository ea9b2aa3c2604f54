package com.rescaleequity.order.trading.message;

/** The finer state beside {@link OrderStatus}. */
public enum OrderSubStatus {
    PENDING_TRIGGER,
    NEW,
    PARTIALLY_FILLED,
    FILLED,
    CANCELLED,
    EXPIRED,
    REJECTED
}
