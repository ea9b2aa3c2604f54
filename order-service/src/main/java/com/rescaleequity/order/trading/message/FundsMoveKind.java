package com.rescaleequity.order.trading.message;

/** Why money enters or leaves an account from or to the outside. */
public enum FundsMoveKind {
    DEPOSIT,
    WITHDRAWAL,
    ADJUSTMENT
}
