package com.rescaleequity.platform.decimal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * A decimal as a client sent it, read from its literal text and never through a binary float.
 *
 * @param value the exact value of the text
 * @param fromNumber whether it came as a JSON number, whose binary noise may be rounded off
 */
public record DecimalInput(BigDecimal value, boolean fromNumber) {

    private static final int MAX_LENGTH = 40;
    private static final int MAX_DECIMALS = 18;
    private static final int MAX_INTEGER_DIGITS = 15;

    /** The most significant digits that a shortest print of a binary double has. */
    private static final int DOUBLE_DIGITS = 17;

    private static final MathContext FIFTEEN_DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    private static final Pattern SHAPE =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");

    /**
     * Reads a literal. Length, digits and exponent are judged on the text before any arithmetic;
     * only the tail that binary floating point adds to a JSON number may exceed 18 decimals.
     *
     * @throws NumberFormatException with a message for the client
     */
    public static DecimalInput parse(String text, boolean fromNumber) {
        if (text.length() > MAX_LENGTH) {
            throw new NumberFormatException("a number has at most 40 characters.");
        }
        if (!SHAPE.matcher(text).matches()) {
            throw new NumberFormatException("not a decimal number.");
        }
        BigDecimal value = new BigDecimal(text);
        if (value.signum() == 0) {
            return new DecimalInput(BigDecimal.ZERO, fromNumber);
        }
        if ((long) value.precision() - value.scale() > MAX_INTEGER_DIGITS) {
            throw new NumberFormatException("a number must be below 10^15.");
        }
        if (value.scale() > MAX_DECIMALS && !(fromNumber && isNoisy(value))) {
            throw new NumberFormatException("a number has at most 18 decimals.");
        }
        return new DecimalInput(value, fromNumber);
    }

    /** Whether the decimals beyond the bound are the noise of a double: 3 * 0.00001 has 21. */
    private static boolean isNoisy(BigDecimal value) {
        return value.precision() <= DOUBLE_DIGITS
                && value.round(FIFTEEN_DIGITS).stripTrailingZeros().scale() <= MAX_DECIMALS;
    }

    /**
     * The value with the noise of binary floating point removed: a JSON number of more than 15
     * digits is rounded half-even to 15, if that moves it by less than a thousandth of the step.
     */
    public BigDecimal settled(BigDecimal step) {
        if (!fromNumber || value.precision() <= 15) {
            return value;
        }
        BigDecimal rounded = value.round(FIFTEEN_DIGITS);
        BigDecimal moved = rounded.subtract(value).abs().multiply(THOUSAND);
        return moved.compareTo(step) < 0 ? rounded : value;
    }
}
