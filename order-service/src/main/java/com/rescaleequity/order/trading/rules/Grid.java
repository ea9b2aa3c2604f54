package com.rescaleequity.order.trading.rules;

import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.Outcome.Rejected;
import com.rescaleequity.order.trading.message.RejectDetails.Range;
import com.rescaleequity.order.trading.message.RejectDetails.Step;
import com.rescaleequity.order.trading.message.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * The values that a price or a quantity may take: multiples of a step between two bounds, all in
 * units. A value off the grid is refused, never adjusted.
 */
public record Grid(Kind kind, long step, Range range) {

    /** What the values are. */
    public enum Kind {
        PRICE(RejectReason.PRICE_OUT_OF_RANGE, RejectReason.INVALID_PRICE_TICK),
        QUANTITY(RejectReason.QUANTITY_OUT_OF_RANGE, RejectReason.INVALID_QUANTITY_STEP);

        private final RejectReason outside;
        private final RejectReason offStep;

        Kind(RejectReason outside, RejectReason offStep) {
            this.outside = outside;
            this.offStep = offStep;
        }
    }

    /** The prices of an instrument's orders. */
    public static Grid ofPrices(Instrument rules) {
        return new Grid(
                Kind.PRICE, rules.tickSize(), new Range(rules.minPrice(), rules.maxPrice()));
    }

    /**
     * The quantities of an instrument's orders.
     *
     * @param atAnyPrice whether the order takes whatever the price: those have a bound of their own
     */
    public static Grid ofQuantities(Instrument rules, boolean atAnyPrice) {
        long most = atAnyPrice ? rules.maxMarketQuantity() : rules.maxQuantity();
        return new Grid(Kind.QUANTITY, rules.lotSize(), new Range(rules.minQuantity(), most));
    }

    /** Why a value is refused, the step before the bounds; null for one that is on the grid. */
    public @Nullable Rejected check(long value) {
        if (value % step != 0) {
            return offStep(value);
        }
        return range.contains(value) ? null : outside();
    }

    /** The refusal of a value that is out of bounds. */
    public Rejected outside() {
        return new Rejected(kind.outside, range);
    }

    /** The refusal of a value that lies on no step, by the largest number of units below it. */
    public Rejected offStep(long value) {
        return new Rejected(kind.offStep, Step.around(value, step));
    }
}
