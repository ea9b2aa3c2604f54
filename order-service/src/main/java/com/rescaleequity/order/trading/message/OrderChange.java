package com.rescaleequity.order.trading.message;

/** What happened to an order. */
public enum OrderChange implements Word {
    NEW(0),
    TRIGGERED(1),
    FILL(2),
    AMENDED(3),
    CANCELLED(4),
    EXPIRED(5),
    REJECTED(6);

    private final int number;

    OrderChange(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
