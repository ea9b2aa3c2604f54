package com.rescaleequity.account.api;

import com.rescaleequity.platform.decimal.DecimalInput;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import java.math.BigDecimal;

/** Reads amounts of money into units. */
final class Amounts {

    /** What the core takes in one move. */
    private static final BigDecimal MOST = new BigDecimal("40000000000");

    private Amounts() {}

    /**
     * A positive amount in units; 0 after noting a problem.
     *
     * @param decimals how many the amount may have
     */
    static long read(Fields fields, String name, int decimals) {
        long amount = readSigned(fields, name, decimals);
        if (amount < 0) {
            fields.problem(name, ErrorCode.INVALID_PARAMETER, "must be positive.");
        }
        return Math.max(0, amount);
    }

    /** An amount that may be negative, but not zero; 0 after noting a problem. */
    static long readSigned(Fields fields, String name, int decimals) {
        DecimalInput given = fields.decimal(name);
        if (given == null) {
            if (!fields.has(name)) {
                fields.problem(name, ErrorCode.MISSING_PARAMETER, "is required.");
            }
            return 0;
        }
        BigDecimal amount = given.settled(BigDecimal.ONE.movePointLeft(decimals));
        if (amount.signum() == 0) {
            fields.problem(name, ErrorCode.INVALID_PARAMETER, "must not be zero.");
        } else if (amount.stripTrailingZeros().scale() > decimals) {
            fields.problem(
                    name,
                    ErrorCode.INVALID_PARAMETER,
                    "has at most " + decimals + " decimals for this asset.");
        } else if (amount.abs().compareTo(MOST) > 0) {
            fields.problem(name, ErrorCode.INVALID_PARAMETER, "must be at most " + MOST + ".");
            fields.problems().detail("max", MOST);
        } else {
            return Units.fromDecimal(amount);
        }
        return 0;
    }
}
