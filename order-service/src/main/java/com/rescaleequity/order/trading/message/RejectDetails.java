package com.rescaleequity.order.trading.message;

/**
 * The numbers behind a refusal, in units; which record comes is told by the {@link RejectReason}.
 */
public sealed interface RejectDetails {

    /** The reason says it all. */
    None NONE = new None();

    /** Nothing to add. */
    record None() implements RejectDetails {}

    /** The inclusive bounds that were missed. */
    record Range(long min, long max) implements RejectDetails {

        public boolean contains(long value) {
            return min <= value && value <= max;
        }
    }

    /** The grid that was missed, and its nearest values below and above. */
    record Step(long step, long below, long above) implements RejectDetails {

        /** The steps around a value that is off them. */
        public static Step around(long value, long step) {
            long below = Math.floorDiv(value, step) * step;
            return new Step(step, below, Math.min(below, Long.MAX_VALUE - step) + step);
        }
    }

    /** The asset that is short. */
    record Shortfall(String asset, long required, long available) implements RejectDetails {}

    /** The best prices at that moment; 0 = that side is empty. */
    record BestPrices(long bestBid, long bestAsk) implements RejectDetails {}

    /** The last trade's price, or the listing price before the first trade. */
    record LastPrice(long lastPrice) implements RejectDetails {}

    /** How many orders one account may have in one market: active ones, or pending stops. */
    record OrderLimit(int limit, boolean stops) implements RejectDetails {}

    /** The order that is in the way or not open any more; 0 when the core forgot its id. */
    record ExistingOrder(long orderId) implements RejectDetails {}

    /** The deadline that had passed. */
    record Deadline(long deadline) implements RejectDetails {}

    /** The source number that must come next. */
    record NextSourceNumber(long expected) implements RejectDetails {}
}
