package com.rescaleequity.order.trading.message;

/** Whether an order gave liquidity in a trade or took it. */
public enum Liquidity implements Word {
    MAKER(0),
    TAKER(1);

    private final int number;

    Liquidity(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
