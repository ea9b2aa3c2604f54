package com.rescaleequity.order.api;

import com.rescaleequity.platform.decimal.DecimalInput;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalLong;

/**
 * The values that a field may take: multiples of a step between two bounds, all in units. A value
 * off the grid is refused, never adjusted.
 */
record Grid(long step, long min, long max) {

    /** How a field names its grid and its refusals. */
    record Kind(ErrorCode offGrid, ErrorCode outOfRange, String stepName) {}

    static final Kind PRICE =
            new Kind(ErrorCode.INVALID_PRICE_TICK, ErrorCode.PRICE_OUT_OF_RANGE, "tickSize");
    static final Kind QUANTITY =
            new Kind(ErrorCode.INVALID_QUANTITY_STEP, ErrorCode.QUANTITY_OUT_OF_RANGE, "lotSize");

    /**
     * The value in units. One that is not on the grid is noted as a problem, and returned all the
     * same where it is a number of units: the core comes to the same, after what it checks before.
     */
    OptionalLong check(Fields fields, String name, DecimalInput input, Kind kind) {
        BigDecimal stepSize = Units.toDecimal(step);
        BigDecimal value = input.settled(stepSize);
        boolean onGrid =
                checkRange(fields, name, value, kind)
                        && checkStep(fields, name, value, stepSize, kind);
        if (!onGrid && !Units.isAmount(value)) {
            fields.problems().markMalformed();
            return OptionalLong.empty();
        }
        return OptionalLong.of(Units.fromDecimal(value));
    }

    private boolean checkRange(Fields fields, String name, BigDecimal value, Kind kind) {
        BigDecimal least = Units.toDecimal(min);
        BigDecimal most = Units.toDecimal(max);
        if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) {
            return true;
        }
        fields.againstRules(
                name,
                kind.outOfRange(),
                "must be from %s to %s.".formatted(plain(least), plain(most)));
        fields.problems().detail("min", least);
        fields.problems().detail("max", most);
        return false;
    }

    private static boolean checkStep(
            Fields fields, String name, BigDecimal value, BigDecimal stepSize, Kind kind) {
        BigDecimal below = value.divide(stepSize, 0, RoundingMode.FLOOR).multiply(stepSize);
        if (below.compareTo(value) == 0) {
            return true;
        }
        List<BigDecimal> nearest = List.of(below, below.add(stepSize));
        fields.offGrid(
                name,
                kind.offGrid(),
                "%s is not a multiple of %s.".formatted(plain(value), plain(stepSize)),
                nearest);
        fields.problems().detail(kind.stepName(), stepSize);
        fields.problems().detail("nearest", nearest);
        return false;
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
