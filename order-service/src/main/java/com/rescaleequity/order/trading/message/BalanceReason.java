package com.rescaleequity.order.trading.message;

/** What kind of cause changed balances. */
public enum BalanceReason {
    ORDER,
    TRADE,
    FUNDS_MOVE
}
