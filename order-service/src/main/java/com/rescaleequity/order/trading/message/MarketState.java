package com.rescaleequity.order.trading.message;

/** What a market admits; cancels are always admitted. */
public enum MarketState implements Word {
    TRADING(0),
    HALTED(1),
    CANCEL_ONLY(2),
    POST_ONLY(3),
    DELISTED(4);

    private final int number;

    MarketState(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
