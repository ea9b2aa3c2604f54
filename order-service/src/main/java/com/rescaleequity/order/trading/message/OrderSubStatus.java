package com.rescaleequity.order.trading.message;

/** The finer state beside {@link OrderStatus}. */
public enum OrderSubStatus implements Word {
    PENDING_TRIGGER(0),
    NEW(1),
    PARTIALLY_FILLED(2),
    FILLED(3),
    CANCELLED(4),
    EXPIRED(5),
    REJECTED(6);

    private final int number;

    OrderSubStatus(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
