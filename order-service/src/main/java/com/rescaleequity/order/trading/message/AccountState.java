package com.rescaleequity.order.trading.message;

/** What an operator lets an account do; its owner may cancel orders in each of them. */
public enum AccountState {
    ACTIVE,
    /** No new orders and no amendments. */
    SUSPENDED,
    /** No new orders, and no amendments but those that keep an order's place and add nothing. */
    TRADING_DISABLED
}
