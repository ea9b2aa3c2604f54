package com.rescaleequity.order.trading.message;

/** The four states of an order in the public contract. */
public enum OrderStatus {
    PENDING,
    ACTIVE,
    FILLED,
    CANCELLED;

    /** Whether an order can still trade. */
    public boolean isOpen() {
        return this == PENDING || this == ACTIVE;
    }
}
