package com.rescaleequity.platform.decimal;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Whole counts of 10^-8 of an asset or price, the form in which every number travels inside. */
public final class Units {

    /** Decimals of one unit. */
    public static final int SCALE = 8;

    /** Units of the number one. */
    public static final long ONE = 100_000_000L;

    /** One unit: the least amount that there is. */
    public static final BigDecimal LEAST = toDecimal(1);

    /** The greatest number that units can count. */
    public static final BigDecimal MOST = toDecimal(Long.MAX_VALUE);

    private Units() {}

    /** Whether a decimal is a positive number of whole units. */
    public static boolean isAmount(BigDecimal decimal) {
        return decimal.signum() > 0
                && decimal.compareTo(MOST) <= 0
                && decimal.stripTrailingZeros().scale() <= SCALE;
    }

    /** The same number as a decimal without trailing zeros. */
    public static BigDecimal toDecimal(long units) {
        return BigDecimal.valueOf(units, SCALE).stripTrailingZeros();
    }

    /** The same number in plain digits, without trailing zeros. */
    public static String text(long units) {
        long part = units % ONE;
        if (part == 0) {
            return Long.toString(units / ONE);
        }
        if (units < 0) {
            return toDecimal(units).toPlainString();
        }
        int decimals = SCALE;
        while (part % 10 == 0) {
            part /= 10;
            decimals--;
        }
        String digits = Long.toString(part);
        return units / ONE + "." + "0".repeat(decimals - digits.length()) + digits;
    }

    /**
     * The same number as units.
     *
     * @throws ArithmeticException when it has more than eight decimals or does not fit
     */
    public static long fromDecimal(BigDecimal decimal) {
        return decimal.setScale(SCALE, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
    }

    /** Units of a decimal literal that is known to be exact, such as a constant. */
    public static long of(String literal) {
        return fromDecimal(new BigDecimal(literal));
    }
}
