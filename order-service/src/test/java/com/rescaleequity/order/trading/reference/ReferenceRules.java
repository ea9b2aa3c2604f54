package com.rescaleequity.order.trading.reference;

import static com.rescaleequity.order.trading.reference.ReferenceWorld.refuse;

import com.rescaleequity.order.trading.message.Command.PlaceOrder;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.OrderType;
import com.rescaleequity.order.trading.message.Outcome.Rejected;
import com.rescaleequity.order.trading.message.RejectDetails.Range;
import com.rescaleequity.order.trading.message.RejectDetails.Step;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.order.trading.message.TimeInForce;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The rules of a market; each check answers a refusal, or null. */
final class ReferenceRules {

    private ReferenceRules() {}

    /** Everything that the order itself and its market can have against it. */
    static @Nullable Rejected check(ReferenceOrder order, PlaceOrder terms, long now) {
        Rejected refusal = checkState(order.market, order.postOnly);
        if (refusal == null) {
            refusal = checkShape(order, terms, now);
        }
        if (refusal == null) {
            refusal = checkPrices(order);
        }
        if (refusal == null && order.type == OrderType.LIMIT) {
            refusal = checkBand(order.market, order.limit);
        }
        if (refusal == null && order.quoteQuantity == null) {
            refusal = checkQuantity(order.market, order.quantity, order.limit != null);
        }
        return refusal == null ? checkNotional(order) : refusal;
    }

    static @Nullable Rejected checkState(ReferenceMarket market, boolean postOnly) {
        return switch (market.instrument.state()) {
            case TRADING -> null;
            case HALTED -> refuse(RejectReason.MARKET_HALTED);
            case CANCEL_ONLY -> refuse(RejectReason.MARKET_CANCEL_ONLY);
            case POST_ONLY -> postOnly ? null : refuse(RejectReason.MARKET_POST_ONLY);
            case DELISTED -> refuse(RejectReason.INVALID_SYMBOL);
        };
    }

    private static @Nullable Rejected checkShape(ReferenceOrder order, PlaceOrder terms, long now) {
        TimeInForce inForce = order.timeInForce;
        boolean suits =
                switch (order.type) {
                    case LIMIT -> true;
                    case MARKET -> !order.mayRest();
                    case STOP_LOSS -> order.limit != null || inForce == TimeInForce.IOC;
                };
        if (!suits) {
            return refuse(RejectReason.INVALID_TIME_IN_FORCE);
        }
        boolean fits =
                switch (order.type) {
                    case LIMIT ->
                            order.trigger == null
                                    && order.quoteQuantity == null
                                    && (order.mayRest() || !order.postOnly);
                    case MARKET ->
                            order.trigger == null
                                    && order.limit == null
                                    && !order.postOnly
                                    && (order.quoteQuantity == null || terms.quantity() == 0);
                    case STOP_LOSS -> order.quoteQuantity == null && !order.postOnly;
                };
        boolean dated = order.expireAt != 0;
        if (!fits || dated != (inForce == TimeInForce.GTD)) {
            return refuse(RejectReason.CONFLICTING_PARAMETERS);
        }
        return dated ? checkExpiry(order.expireAt, now) : null;
    }

    static @Nullable Rejected checkExpiry(long expireAt, long now) {
        return expireAt <= now ? refuse(RejectReason.EXPIRE_AT_PASSED) : null;
    }

    private static @Nullable Rejected checkPrices(ReferenceOrder order) {
        Rejected refusal = order.isStop() ? checkPrice(order.market, order.trigger) : null;
        boolean limited = order.type == OrderType.LIMIT || order.limit != null;
        return refusal == null && limited ? checkPrice(order.market, order.limit) : refusal;
    }

    static @Nullable Rejected checkPrice(ReferenceMarket market, @Nullable BigDecimal price) {
        if (price == null) {
            return refuse(RejectReason.PRICE_REQUIRED);
        }
        if (!Decimals.isMultiple(price, market.tick)) {
            return refuse(RejectReason.INVALID_PRICE_TICK, step(price, market.tick));
        }
        Instrument rules = market.instrument;
        Range range = new Range(rules.minPrice(), rules.maxPrice());
        return within(range, price, RejectReason.PRICE_OUT_OF_RANGE);
    }

    static @Nullable Rejected checkBand(ReferenceMarket market, BigDecimal price) {
        Range band = new Range(Decimals.units(market.bandLow()), Decimals.units(market.bandHigh()));
        return within(band, price, RejectReason.PRICE_OUT_OF_BAND);
    }

    static @Nullable Rejected checkQuantity(
            ReferenceMarket market, BigDecimal quantity, boolean limited) {
        if (quantity.signum() == 0) {
            return refuse(RejectReason.QUANTITY_REQUIRED);
        }
        if (!Decimals.isMultiple(quantity, market.lot)) {
            return refuse(RejectReason.INVALID_QUANTITY_STEP, step(quantity, market.lot));
        }
        return checkQuantityRange(market, quantity, limited);
    }

    static @Nullable Rejected checkQuantityRange(
            ReferenceMarket market, BigDecimal quantity, boolean limited) {
        Range range = new Range(market.instrument.minQuantity(), mostQuantity(market, limited));
        return within(range, quantity, RejectReason.QUANTITY_OUT_OF_RANGE);
    }

    /** Orders that take whatever the price have a bound of their own. */
    static long mostQuantity(ReferenceMarket market, boolean limited) {
        return limited ? market.instrument.maxQuantity() : market.instrument.maxMarketQuantity();
    }

    private static @Nullable Rejected checkNotional(ReferenceOrder order) {
        ReferenceMarket market = order.market;
        if (order.quoteQuantity != null) {
            return checkNotional(market, order.quoteQuantity);
        }
        BigDecimal price = Decimals.floor(market.lastPrice, market.tick);
        if (order.limit != null) {
            price = order.limit;
        } else if (order.trigger != null) {
            price = order.trigger;
        }
        return checkNotional(market, order.quantity.multiply(price));
    }

    static @Nullable Rejected checkNotional(ReferenceMarket market, BigDecimal notional) {
        Instrument rules = market.instrument;
        Range range = new Range(rules.minNotional(), rules.maxNotional());
        boolean small = Decimals.less(notional, Decimals.of(range.min()));
        RejectReason reason =
                small ? RejectReason.NOTIONAL_TOO_SMALL : RejectReason.NOTIONAL_TOO_LARGE;
        return within(range, notional, reason);
    }

    private static @Nullable Rejected within(Range range, BigDecimal value, RejectReason reason) {
        boolean below = Decimals.less(value, Decimals.of(range.min()));
        boolean above = Decimals.less(Decimals.of(range.max()), value);
        return below || above ? refuse(reason, range) : null;
    }

    private static Step step(BigDecimal value, BigDecimal step) {
        BigDecimal below = Decimals.floor(value, step);
        return new Step(
                Decimals.units(step), Decimals.units(below), Decimals.units(below.add(step)));
    }
}
