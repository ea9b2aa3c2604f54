package com.rescaleequity.order.trading.message;

/** Which order ends when an account would trade with itself; the taker's mode decides. */
public enum SelfTradePrevention implements Word {
    CANCEL_NEWEST(0),
    CANCEL_OLDEST(1),
    CANCEL_BOTH(2);

    private final int number;

    SelfTradePrevention(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
