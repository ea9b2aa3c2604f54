package com.rescaleequity.account.valuation;

import com.rescaleequity.account.ledger.AccountBalance;
import com.rescaleequity.platform.decimal.Units;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A position in an asset other than cash and what it is worth. Every value but the percentage is
 * exact, computed from the average cost as it is shown.
 *
 * @param unrealizedGainPercent of the cost basis; null when that is zero
 */
public record Holding(
        String asset,
        BigDecimal quantity,
        BigDecimal averageCost,
        BigDecimal currentPrice,
        BigDecimal unrealizedGain,
        BigDecimal available,
        BigDecimal reserved,
        BigDecimal marketValue,
        BigDecimal costBasis,
        @Nullable BigDecimal unrealizedGainPercent) {

    private static final int PERCENT_DECIMALS = 4;

    /** The value of a balance at a price. */
    public static Holding of(AccountBalance balance, BigDecimal price) {
        BigDecimal quantity = Units.toDecimal(balance.total());
        BigDecimal average = balance.averageCost().setScale(Units.SCALE, RoundingMode.HALF_EVEN);
        BigDecimal gain = price.subtract(average).multiply(quantity);
        BigDecimal basis = average.multiply(quantity);
        return new Holding(
                balance.asset(),
                quantity,
                average,
                price,
                gain,
                Units.toDecimal(balance.available()),
                Units.toDecimal(balance.held()),
                price.multiply(quantity),
                basis,
                basis.signum() == 0
                        ? null
                        : gain.movePointRight(2)
                                .divide(basis, PERCENT_DECIMALS, RoundingMode.HALF_EVEN));
    }
}
