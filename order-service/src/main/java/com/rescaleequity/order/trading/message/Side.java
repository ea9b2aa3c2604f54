package com.rescaleequity.order.trading.message;

/** The side of an order. */
public enum Side implements Word {
    BUY(0),
    SELL(1);

    private final int number;

    Side(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }

    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }
}
