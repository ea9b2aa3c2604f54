package com.rescaleequity.order.trading.message;

/** What happened to an order. */
public enum OrderChange {
    NEW,
    TRIGGERED,
    FILL,
    AMENDED,
    CANCELLED,
    EXPIRED,
    REJECTED
}
