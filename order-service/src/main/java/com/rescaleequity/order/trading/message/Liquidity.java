package com.rescaleequity.order.trading.message;

/** Whether an order gave liquidity in a trade or took it. */
public enum Liquidity {
    MAKER,
    TAKER
}
