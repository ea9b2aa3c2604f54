package com.rescaleequity.order.trading.message;

/** Why money enters or leaves an account from or to the outside. */
public enum FundsMoveKind implements Word {
    DEPOSIT(0),
    WITHDRAWAL(1),
    ADJUSTMENT(2);

    private final int number;

    FundsMoveKind(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
