package com.rescaleequity.order.trading.funds;

/**
 * Exact arithmetic on counts of 10^-8: amounts times fractions, with the rounding named. Amounts
 * and fractions are not negative and fractions at most {@link #MAX_FRACTION}.
 */
public final class UnitMath {

    /** Units of one whole, of an asset or of a fraction. */
    public static final long ONE = 100_000_000;

    /** The largest amount that commands and instruments may name: doubling it does not overflow. */
    public static final long MAX_AMOUNT = 4_000_000_000_000_000_000L;

    public static final long MAX_FRACTION = 10 * ONE;

    private UnitMath() {}

    /** amount x fraction, rounded up. */
    public static long fractionUp(long amount, long fraction) {
        return part(amount, fraction, ONE - 1);
    }

    /** amount x fraction, rounded down. */
    public static long fractionDown(long amount, long fraction) {
        return part(amount, fraction, 0);
    }

    private static long part(long amount, long fraction, long roundUp) {
        long wholes = amount / ONE;
        long rest = amount % ONE;
        return Math.addExact(
                Math.multiplyExact(wholes, fraction), (rest * fraction + roundUp) / ONE);
    }

    /** The largest amount that together with its fraction, rounded up, is at most the budget. */
    public static long withoutFraction(long budget, long fraction) {
        long divisor = ONE + fraction;
        return budget / divisor * ONE + budget % divisor * ONE / divisor;
    }

    /** The product of three numbers that are not negative, or Long.MAX_VALUE if it is larger. */
    public static long productOrMax(long first, long second, long third) {
        return productOrMax(productOrMax(first, second), third);
    }

    private static long productOrMax(long first, long second) {
        long low = first * second;
        boolean exact = low >= 0 && Math.multiplyHigh(first, second) == 0;
        return exact ? low : Long.MAX_VALUE;
    }

    /** The sum of two numbers that are not negative, or Long.MAX_VALUE if it is larger. */
    public static long sumOrMax(long first, long second) {
        long sum = first + second;
        return sum >= 0 ? sum : Long.MAX_VALUE;
    }
}
