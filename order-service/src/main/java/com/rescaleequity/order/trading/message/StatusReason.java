package com.rescaleequity.order.trading.message;

/** Why an order ended; {@link #NONE} while it works and when it filled. */
public enum StatusReason {
    NONE,
    USER_REQUEST,
    CANCEL_ALL,
    CANCEL_ALL_AFTER,
    CANCEL_ON_DISCONNECT,
    SELF_TRADE_PREVENTION,
    IOC_UNFILLED,
    FOK_UNFILLABLE,
    INSUFFICIENT_LIQUIDITY,
    PRICE_COLLAR,
    GTD_EXPIRED,
    MARKET_CLOSED,
    DELISTED,
    TRIGGER_INSUFFICIENT_BALANCE,
    TRIGGER_PRICE_BAND,
    ADMIN
}
