package com.rescaleequity.local.replay;

import java.math.BigDecimal;

/**
 * One recorded trade.
 *
 * @param id its number on the recorded market
 * @param price in quote units
 * @param quantity in base units
 * @param takerSide {@code buy} or {@code sell}
 * @param timeMillis when it happened
 */
public record TapeTrade(
        long id, BigDecimal price, BigDecimal quantity, String takerSide, long timeMillis) {

    /** The side of the order that rested. */
    public String makerSide() {
        return takerSide.equals("buy") ? "sell" : "buy";
    }

    /** What the trade was worth, in quote units. */
    public BigDecimal value() {
        return price.multiply(quantity);
    }
}
