package com.rescaleequity.order.trading.message;

/** What kind of cause changed balances. */
public enum BalanceReason implements Word {
    ORDER(0),
    TRADE(1),
    FUNDS_MOVE(2);

    private final int number;

    BalanceReason(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
