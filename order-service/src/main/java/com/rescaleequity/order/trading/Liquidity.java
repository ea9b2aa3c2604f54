package com.rescaleequity.order.trading;

/** Whether an order gave liquidity in a trade or took it. */
public enum Liquidity {
    MAKER,
    TAKER
}
