package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.funds.UnitMath;
import com.rescaleequity.order.trading.message.Instrument;
import org.jspecify.annotations.Nullable;

/** What an instrument must be like so that the core can trade it exactly and without overflow. */
final class InstrumentRules {

    /** Large enough for any price, small enough for a band around it. */
    private static final long MAX_PRICE =
            UnitMath.MAX_AMOUNT / UnitMath.MAX_FRACTION * UnitMath.ONE / 8;

    private InstrumentRules() {}

    /** Whether the instrument can be listed, or replace the rules of a market that is. */
    static boolean admit(Instrument rules, @Nullable Market market) {
        return isNamed(rules)
                && hasGrid(rules)
                && hasBounds(rules)
                && hasFractions(rules)
                && (market == null || replaces(rules, market));
    }

    private static boolean isNamed(Instrument rules) {
        return !rules.symbol().isEmpty()
                && !rules.baseAsset().isEmpty()
                && !rules.quoteAsset().isEmpty()
                && !rules.baseAsset().equals(rules.quoteAsset());
    }

    /** A lot at a tick must be worth a whole number of units. */
    private static boolean hasGrid(Instrument rules) {
        if (rules.tickSize() <= 0 || rules.lotSize() <= 0) {
            return false;
        }
        long product = UnitMath.productOrMax(rules.tickSize(), rules.lotSize(), 1);
        return product < Long.MAX_VALUE && product % UnitMath.ONE == 0;
    }

    private static boolean hasBounds(Instrument rules) {
        long mostTicks = rules.maxPrice() / rules.tickSize();
        long unitsPerTickLot = rules.tickSize() * rules.lotSize() / UnitMath.ONE;
        return isRange(rules.minPrice(), rules.maxPrice(), MAX_PRICE)
                && isRange(rules.minQuantity(), rules.maxQuantity(), UnitMath.MAX_AMOUNT)
                && isRange(rules.minQuantity(), rules.maxMarketQuantity(), UnitMath.MAX_AMOUNT)
                && isRange(rules.minNotional(), rules.maxNotional(), UnitMath.MAX_AMOUNT)
                && isRange(rules.minPrice(), rules.listingPrice(), rules.maxPrice())
                && rules.listingPrice() % rules.tickSize() == 0
                && UnitMath.productOrMax(mostTicks, unitsPerTickLot, 1) <= UnitMath.MAX_AMOUNT
                && rules.maxOpenOrders() >= 0
                && rules.maxStopOrders() >= 0;
    }

    private static boolean isRange(long least, long most, long bound) {
        return 0 < least && least <= most && most <= bound;
    }

    private static boolean hasFractions(Instrument rules) {
        return isFraction(rules.priceBandUp(), UnitMath.MAX_FRACTION)
                && isFraction(rules.priceBandDown(), UnitMath.ONE)
                && isFraction(rules.marketCollar(), UnitMath.ONE)
                && isFraction(rules.takerFee(), UnitMath.ONE)
                && isFraction(rules.makerFee(), rules.takerFee());
    }

    private static boolean isFraction(long fraction, long bound) {
        return 0 <= fraction && fraction <= bound;
    }

    private static boolean replaces(Instrument rules, Market market) {
        Instrument old = market.instrument();
        boolean sameGrid = rules.tickSize() == old.tickSize() && rules.lotSize() == old.lotSize();
        return rules.baseAsset().equals(old.baseAsset())
                && rules.quoteAsset().equals(old.quoteAsset())
                && (sameGrid || market.openOrders() == 0);
    }
}
