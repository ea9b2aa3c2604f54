package com.rescaleequity.order.trading.message;

/** The four states of an order in the public contract. */
public enum OrderStatus implements Word {
    PENDING(0),
    ACTIVE(1),
    FILLED(2),
    CANCELLED(3);

    private final int number;

    OrderStatus(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }

    /** Whether an order can still trade. */
    public boolean isOpen() {
        return this == PENDING || this == ACTIVE;
    }
}
