package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.Command.PlaceOrder;
import com.rescaleequity.order.trading.Outcome.Rejected;
import com.rescaleequity.order.trading.RejectDetails.Range;
import com.rescaleequity.order.trading.RejectDetails.Step;
import com.rescaleequity.order.trading.funds.Units;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a market that an order must meet whoever sends it: state, shape, price, quantity and
 * notional, in this order. Each check answers a refusal, or null if there is nothing to refuse.
 */
final class OrderRules {

    private OrderRules() {}

    static @Nullable Rejected check(Market market, PlaceOrder terms) {
        Rejected refusal = checkState(market.instrument(), terms);
        if (refusal == null) {
            refusal = checkShape(terms);
        }
        if (refusal == null) {
            refusal = checkPrices(market, terms);
        }
        if (refusal == null) {
            refusal = checkQuantity(market.instrument(), terms);
        }
        return refusal == null ? checkNotional(market, terms) : refusal;
    }

    /** The time in force that holds for an order, its own or its type's default. */
    static TimeInForce timeInForce(PlaceOrder terms) {
        if (terms.timeInForce() != null) {
            return terms.timeInForce();
        }
        boolean limited = terms.type() == OrderType.LIMIT || terms.limitPrice() != 0;
        return limited ? TimeInForce.GTC : TimeInForce.IOC;
    }

    static SelfTradePrevention selfTradePrevention(Instrument instrument, PlaceOrder terms) {
        SelfTradePrevention wished = terms.selfTradePrevention();
        return wished == null ? instrument.defaultSelfTradePrevention() : wished;
    }

    /** The inclusive bounds of limit prices around the last price. */
    static Range priceBand(Market market) {
        long last = market.lastPrice();
        Instrument instrument = market.instrument();
        return new Range(
                last - Units.fractionDown(last, instrument.priceBandDown()),
                last + Units.fractionDown(last, instrument.priceBandUp()));
    }

    private static @Nullable Rejected checkState(Instrument instrument, PlaceOrder terms) {
        return switch (instrument.state()) {
            case TRADING -> null;
            case HALTED -> Rejected.because(RejectReason.MARKET_HALTED);
            case CANCEL_ONLY -> Rejected.because(RejectReason.MARKET_CANCEL_ONLY);
            case POST_ONLY ->
                    terms.postOnly() ? null : Rejected.because(RejectReason.MARKET_POST_ONLY);
            case DELISTED -> Rejected.because(RejectReason.INVALID_SYMBOL);
        };
    }

    private static @Nullable Rejected checkShape(PlaceOrder terms) {
        TimeInForce timeInForce = timeInForce(terms);
        boolean resting = timeInForce == TimeInForce.GTC;
        if (timeInForce == TimeInForce.GTD || !suits(timeInForce, terms)) {
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
        return conflict ? Rejected.because(RejectReason.CONFLICTING_PARAMETERS) : null;
    }

    private static boolean suits(TimeInForce timeInForce, PlaceOrder terms) {
        return switch (terms.type()) {
            case LIMIT -> true;
            case MARKET -> timeInForce != TimeInForce.GTC;
            case STOP_LOSS -> terms.limitPrice() != 0 || timeInForce == TimeInForce.IOC;
        };
    }

    private static @Nullable Rejected checkPrices(Market market, PlaceOrder terms) {
        if (terms.type() == OrderType.MARKET) {
            return null;
        }
        Instrument instrument = market.instrument();
        if (terms.type() == OrderType.LIMIT) {
            Rejected refusal = checkPrice(instrument, terms.limitPrice());
            return refusal == null ? checkBand(market, terms.limitPrice()) : refusal;
        }
        Rejected refusal = checkPrice(instrument, terms.triggerPrice());
        if (refusal == null && terms.limitPrice() != 0) {
            refusal = checkPrice(instrument, terms.limitPrice());
        }
        return refusal;
    }

    private static @Nullable Rejected checkPrice(Instrument instrument, long price) {
        if (price == 0) {
            return Rejected.because(RejectReason.PRICE_REQUIRED);
        }
        if (price % instrument.tickSize() != 0) {
            return new Rejected(
                    RejectReason.INVALID_PRICE_TICK, step(price, instrument.tickSize()));
        }
        Range range = new Range(instrument.minPrice(), instrument.maxPrice());
        return within(range, price, RejectReason.PRICE_OUT_OF_RANGE);
    }

    private static @Nullable Rejected checkBand(Market market, long price) {
        return within(priceBand(market), price, RejectReason.PRICE_OUT_OF_BAND);
    }

    private static @Nullable Rejected checkQuantity(Instrument instrument, PlaceOrder terms) {
        long quantity = terms.quantity();
        if (quantity == 0) {
            return terms.quoteQuantity() > 0
                    ? null
                    : Rejected.because(RejectReason.QUANTITY_REQUIRED);
        }
        if (quantity % instrument.lotSize() != 0) {
            return new Rejected(
                    RejectReason.INVALID_QUANTITY_STEP, step(quantity, instrument.lotSize()));
        }
        return checkQuantityRange(instrument, terms, quantity);
    }

    /** Bounds a quantity; orders that take whatever the price have a bound of their own. */
    static @Nullable Rejected checkQuantityRange(
            Instrument instrument, PlaceOrder terms, long quantity) {
        long most =
                terms.limitPrice() == 0 ? instrument.maxMarketQuantity() : instrument.maxQuantity();
        Range range = new Range(instrument.minQuantity(), most);
        return within(range, quantity, RejectReason.QUANTITY_OUT_OF_RANGE);
    }

    private static @Nullable Rejected checkNotional(Market market, PlaceOrder terms) {
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
        return within(range, notional, reason);
    }

    /**
     * The price that an order's size is measured at: its limit, else its trigger, else the last.
     */
    private static long notionalTicks(Market market, PlaceOrder terms) {
        if (terms.limitPrice() != 0) {
            return market.ticks(terms.limitPrice());
        }
        return terms.triggerPrice() == 0
                ? market.lastPriceTicks()
                : market.ticks(terms.triggerPrice());
    }

    private static @Nullable Rejected within(Range range, long value, RejectReason reason) {
        boolean inside = range.min() <= value && value <= range.max();
        return inside ? null : new Rejected(reason, range);
    }

    private static Step step(long value, long step) {
        long below = Math.floorDiv(value, step) * step;
        return new Step(step, below, Units.sumOrMax(below, step));
    }
}
