package com.rescaleequity.order.trading;

/** What kind of cause changed balances. */
public enum BalanceReason {
    ORDER,
    TRADE,
    FUNDS_MOVE
}
