package com.rescaleequity.order.api;

import com.rescaleequity.order.trading.message.Outcome.Rejected;
import com.rescaleequity.order.trading.message.RejectDetails.Range;
import com.rescaleequity.order.trading.message.RejectDetails.Step;
import com.rescaleequity.order.trading.rules.Grid;
import com.rescaleequity.platform.decimal.DecimalInput;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/** Reads decimals as units of a grid, and notes what the grid has against them. */
final class GridReader {

    private GridReader() {}

    /**
     * The value in units. One that is not on the grid is noted as a problem, and returned all the
     * same where it is a number of units: the core comes to the same, after what it checks before.
     */
    static OptionalLong read(Fields fields, String name, DecimalInput input, Grid grid) {
        BigDecimal value = input.settled(Units.toDecimal(grid.step()));
        if (!Units.isAmount(value)) {
            fields.problems().markMalformed();
            note(fields, name, value, grid, beyondUnits(value, grid));
            return OptionalLong.empty();
        }
        long units = Units.fromDecimal(value);
        // Whoever is out of bounds is not helped by the next step.
        Rejected refusal = grid.range().contains(units) ? grid.check(units) : grid.outside();
        if (refusal != null) {
            note(fields, name, value, grid, refusal);
        }
        return OptionalLong.of(units);
    }

    /**
     * What the grid has against a value that is no number of units, and so on none of its steps.
     */
    private static Rejected beyondUnits(BigDecimal value, Grid grid) {
        boolean within =
                value.compareTo(Units.toDecimal(grid.range().min())) >= 0
                        && value.compareTo(Units.toDecimal(grid.range().max())) <= 0;
        return within ? grid.offStep(floor(value)) : grid.outside();
    }

    private static long floor(BigDecimal value) {
        return value.movePointRight(Units.SCALE).setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    private static void note(
            Fields fields, String name, BigDecimal value, Grid grid, Rejected refusal) {
        ErrorCode code = RefusalWording.of(refusal.reason()).code();
        if (refusal.details() instanceof Step step) {
            fields.offGrid(name, code, notOn(step, value), Refusals.nearest(step));
        } else {
            fields.againstRules(name, code, notWithin(grid.range()));
        }
        Refusals.numbers(refusal.reason(), refusal.details()).forEach(fields.problems()::detail);
    }

    private static String notWithin(Range range) {
        return "must be from %s to %s."
                .formatted(
                        plain(Units.toDecimal(range.min())), plain(Units.toDecimal(range.max())));
    }

    private static String notOn(Step step, BigDecimal value) {
        return "%s is not a multiple of %s."
                .formatted(plain(value), plain(Units.toDecimal(step.step())));
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
