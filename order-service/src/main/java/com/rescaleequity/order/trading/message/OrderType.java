package com.rescaleequity.order.trading.message;

/** How an order meets the market; a stop-loss waits for its trigger first. */
public enum OrderType implements Word {
    LIMIT(0),
    MARKET(1),
    STOP_LOSS(2);

    private final int number;

    OrderType(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
