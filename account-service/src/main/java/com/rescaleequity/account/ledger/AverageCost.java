package com.rescaleequity.account.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The weighted average cost of what is held, in account currency per whole asset. It keeps far more
 * decimals than it shows, so that it stays the same through sells and exact to eight decimals
 * through any number of buys.
 */
final class AverageCost {

    private static final int SCALE = 20;

    private AverageCost() {}

    /**
     * The average after more came in.
     *
     * @param held units held before
     * @param added units that came, positive
     * @param cost what they cost, units of the account currency
     */
    static BigDecimal after(BigDecimal average, long held, long added, BigDecimal cost) {
        BigDecimal before = average.multiply(BigDecimal.valueOf(held));
        BigDecimal quantity = BigDecimal.valueOf(held).add(BigDecimal.valueOf(added));
        return before.add(cost).divide(quantity, SCALE, RoundingMode.HALF_EVEN);
    }
}
