package com.rescaleequity.order.trading.reference;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Counts of units as decimals, and back without any rounding. */
final class Decimals {

    private Decimals() {}

    static BigDecimal of(long units) {
        return BigDecimal.valueOf(units, 8);
    }

    static @Nullable BigDecimal orNull(long units) {
        return units == 0 ? null : of(units);
    }

    static long units(@Nullable BigDecimal decimal) {
        if (decimal == null) {
            return 0;
        }
        return decimal.setScale(8, RoundingMode.UNNECESSARY).scaleByPowerOfTen(8).longValueExact();
    }

    static BigDecimal roundedUp(BigDecimal decimal) {
        return decimal.setScale(8, RoundingMode.UP);
    }

    static BigDecimal roundedDown(BigDecimal decimal) {
        return decimal.setScale(8, RoundingMode.DOWN);
    }

    static boolean isMultiple(BigDecimal decimal, BigDecimal step) {
        return decimal.remainder(step).signum() == 0;
    }

    static BigDecimal floor(BigDecimal decimal, BigDecimal step) {
        return decimal.subtract(decimal.remainder(step));
    }

    /** Whether both are the same number, or both none. */
    static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.compareTo(other) == 0;
    }

    static boolean less(BigDecimal one, BigDecimal other) {
        return one.compareTo(other) < 0;
    }
}
