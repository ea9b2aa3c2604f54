package com.rescaleequity.order.trading.message;

/** Which order ends when an account would trade with itself; the taker's mode decides. */
public enum SelfTradePrevention {
    CANCEL_NEWEST,
    CANCEL_OLDEST,
    CANCEL_BOTH
}
