package com.rescaleequity.account.fees;

import com.rescaleequity.platform.decimal.Units;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A fee tier.
 *
 * @param makerShare which part of an instrument's maker rate it pays
 * @param takerShare likewise of the taker rate
 */
public record FeeTier(String name, BigDecimal makerShare, BigDecimal takerShare) {

    /** The tier of an account that was given no other. */
    public static final String STANDARD = "standard";

    /** The rate paid as taker; rates are units, rounded up as the core does. */
    public BigDecimal takerFee(long takerRate) {
        return part(takerRate, takerShare);
    }

    /** The rate paid as maker, never above the one paid as taker. */
    public BigDecimal makerFee(long makerRate, long takerRate) {
        return part(makerRate, makerShare).min(takerFee(takerRate));
    }

    private static BigDecimal part(long rate, BigDecimal share) {
        BigDecimal paid =
                Units.toDecimal(rate).multiply(share).setScale(Units.SCALE, RoundingMode.CEILING);
        return paid.signum() == 0 ? BigDecimal.ZERO : paid.stripTrailingZeros();
    }
}
