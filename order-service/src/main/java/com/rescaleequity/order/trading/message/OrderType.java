package com.rescaleequity.order.trading.message;

/** How an order meets the market; a stop-loss waits for its trigger first. */
public enum OrderType {
    LIMIT,
    MARKET,
    STOP_LOSS
}
