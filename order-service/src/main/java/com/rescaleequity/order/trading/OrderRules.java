package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.OrderStatus;
import com.rescaleequity.order.trading.message.OrderTerms;
import com.rescaleequity.order.trading.message.Outcome.Rejected;
import com.rescaleequity.order.trading.message.RejectDetails.Range;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.order.trading.message.TimeInForce;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a market that an order must meet whoever sends it: state, shape, price, quantity and
 * notional, in this order. Each check answers a refusal, or null if there is nothing to refuse.
 */
final class OrderRules {

    private OrderRules() {}

    static @Nullable Rejected check(Market market, OrderTerms terms, long now) {
        Rejected refusal = checkState(market.instrument(), terms);
        if (refusal == null) {
            refusal = checkShape(terms);
        }
        if (refusal == null) {
            refusal = checkExpiry(terms, now);
        }
        if (refusal == null) {
            refusal = PriceRules.checkGrid(market, terms);
        }
        if (refusal == null) {
            refusal = checkQuantity(market, terms);
        }
        return refusal == null ? checkNotional(market, terms) : refusal;
    }

    /** Checks what an amended order would be like; the band only if it trades at another limit. */
    static @Nullable Rejected checkAmended(WorkingOrder order, OrderTerms amended, long now) {
        Market market = order.market();
        Rejected refusal = checkExpiry(amended, now);
        if (refusal == null) {
            refusal =
                    order.status() == OrderStatus.PENDING
                            ? PriceRules.checkGrid(market, amended)
                            : PriceRules.checkPrice(market, amended.limitPrice());
        }
        if (refusal == null
                && order.status() == OrderStatus.ACTIVE
                && amended.limitPrice() != order.terms().limitPrice()) {
            refusal = PriceRules.checkBand(market, amended.limitPrice());
        }
        if (refusal == null) {
            refusal = checkQuantity(market, amended);
        }
        if (refusal == null && amended.quantity() <= order.filledQuantity()) {
            Instrument rules = market.instrument();
            long least = order.filledQuantity() + rules.lotSize();
            refusal =
                    new Rejected(
                            RejectReason.QUANTITY_OUT_OF_RANGE,
                            new Range(least, rules.maxQuantity()));
        }
        return refusal == null ? checkNotional(market, amended) : refusal;
    }

    static @Nullable Rejected checkState(Instrument instrument, OrderTerms terms) {
        return switch (instrument.state()) {
            case TRADING -> null;
            case HALTED -> Rejected.because(RejectReason.MARKET_HALTED);
            case CANCEL_ONLY -> Rejected.because(RejectReason.MARKET_CANCEL_ONLY);
            case POST_ONLY ->
                    terms.postOnly() ? null : Rejected.because(RejectReason.MARKET_POST_ONLY);
            case DELISTED -> Rejected.because(RejectReason.INVALID_SYMBOL);
        };
    }

    private static @Nullable Rejected checkExpiry(OrderTerms terms, long now) {
        boolean passed = terms.expireAt() != 0 && terms.expireAt() <= now;
        return passed ? Rejected.because(RejectReason.EXPIRE_AT_PASSED) : null;
    }

    private static @Nullable Rejected checkShape(OrderTerms terms) {
        TimeInForce timeInForce = terms.timeInForce();
        boolean resting = timeInForce.rests();
        if (!suits(timeInForce, terms)) {
            return Rejected.because(RejectReason.INVALID_TIME_IN_FORCE);
        }
        boolean conflict =
                switch (terms.type()) {
                    case LIMIT ->
                            terms.triggerPrice() != 0
                                    || terms.quoteQuantity() != 0
                                    || (terms.postOnly() && !resting);
                    case MARKET ->
                            terms.triggerPrice() != 0
                                    || terms.limitPrice() != 0
                                    || terms.postOnly()
                                    || (terms.quoteQuantity() != 0 && terms.quantity() != 0);
                    case STOP_LOSS -> terms.quoteQuantity() != 0 || terms.postOnly();
                };
        conflict |= (timeInForce == TimeInForce.GTD) != (terms.expireAt() != 0);
        return conflict ? Rejected.because(RejectReason.CONFLICTING_PARAMETERS) : null;
    }

    private static boolean suits(TimeInForce timeInForce, OrderTerms terms) {
        return switch (terms.type()) {
            case LIMIT -> true;
            case MARKET -> !timeInForce.rests();
            case STOP_LOSS -> terms.limitPrice() != 0 || timeInForce == TimeInForce.IOC;
        };
    }

    private static @Nullable Rejected checkQuantity(Market market, OrderTerms terms) {
        long quantity = terms.quantity();
        if (quantity != 0) {
            return market.quantities(terms).check(quantity);
        }
        return terms.quoteQuantity() > 0 ? null : Rejected.because(RejectReason.QUANTITY_REQUIRED);
    }

    private static @Nullable Rejected checkNotional(Market market, OrderTerms terms) {
        long notional = terms.quoteQuantity();
        if (notional == 0) {
            notional = market.value(notionalTicks(market, terms), market.lots(terms.quantity()));
        }
        Instrument instrument = market.instrument();
        Range range = new Range(instrument.minNotional(), instrument.maxNotional());
        RejectReason reason =
                notional < range.min()
                        ? RejectReason.NOTIONAL_TOO_SMALL
                        : RejectReason.NOTIONAL_TOO_LARGE;
        return Rejected.outside(range, notional, reason);
    }

    /**
     * The price that an order's size is measured at: its limit, else its trigger, else the last.
     */
    private static long notionalTicks(Market market, OrderTerms terms) {
        if (terms.limitPrice() != 0) {
            return market.ticks(terms.limitPrice());
        }
        return terms.triggerPrice() == 0
                ? market.lastPriceTicks()
                : market.ticks(terms.triggerPrice());
    }
}
