package com.rescaleequity.order.trading.funds;

/** The fractions of a trade's value that its maker and its taker pay, in the quote asset. */
public record FeeSchedule(long makerRate, long takerRate) {

    /** The maker's fee on a value, rounded up. */
    public long makerFee(long value) {
        return Units.fractionUp(value, makerRate);
    }

    /** The taker's fee on a value, rounded up; orders reserve this much, whatever they become. */
    public long takerFee(long value) {
        return Units.fractionUp(value, takerRate);
    }
}
