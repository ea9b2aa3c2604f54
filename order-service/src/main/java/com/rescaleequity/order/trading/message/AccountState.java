package com.rescaleequity.order.trading.message;

/** What an operator lets an account do; its owner may cancel orders in each of them. */
public enum AccountState implements Word {
    ACTIVE(0),
    /** No new orders and no amendments. */
    SUSPENDED(1),
    /** No new orders, and no amendments but those that keep an order's place and add nothing. */
    TRADING_DISABLED(2);

    private final int number;

    AccountState(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
