package com.rescaleequity.order.trading.message;

/** What a market admits; cancels are always admitted. */
public enum MarketState {
    TRADING,
    HALTED,
    CANCEL_ONLY,
    POST_ONLY,
    DELISTED
}
