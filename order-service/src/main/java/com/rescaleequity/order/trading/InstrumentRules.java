package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.funds.Units;
import org.jspecify.annotations.Nullable;

/** What an instrument must be like so that the core can trade it exactly and without overflow. */
final class InstrumentRules {

    /** Large enough for any price, small enough for a band around it. */
    private static final long MAX_PRICE = Units.MAX_AMOUNT / Units.MAX_FRACTION * Units.ONE / 8;

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
        long product = Units.productOrMax(rules.tickSize(), rules.lotSize(), 1);
        return product < Long.MAX_VALUE && product % Units.ONE == 0;
    }

    private static boolean hasBounds(Instrument rules) {
        long mostTicks = rules.maxPrice() / rules.tickSize();
        long unitsPerTickLot = rules.tickSize() * rules.lotSize() / Units.ONE;
        return isRange(rules.minPrice(), rules.maxPrice(), MAX_PRICE)
                && isRange(rules.minQuantity(), rules.maxQuantity(), Units.MAX_AMOUNT)
                && isRange(rules.minQuantity(), rules.maxMarketQuantity(), Units.MAX_AMOUNT)
                && isRange(rules.minNotional(), rules.maxNotional(), Units.MAX_AMOUNT)
                && isRange(rules.minPrice(), rules.listingPrice(), rules.maxPrice())
                && rules.listingPrice() % rules.tickSize() == 0
                && Units.productOrMax(mostTicks, unitsPerTickLot, 1) <= Units.MAX_AMOUNT
                && rules.maxOpenOrders() >= 0
                && rules.maxStopOrders() >= 0;
    }

    private static boolean isRange(long least, long most, long bound) {
        return 0 < least && least <= most && most <= bound;
    }

    private static boolean hasFractions(Instrument rules) {
        return isFraction(rules.priceBandUp(), Units.MAX_FRACTION)
                && isFraction(rules.priceBandDown(), Units.ONE)
                && isFraction(rules.marketCollar(), Units.ONE)
                && isFraction(rules.takerFee(), Units.ONE)
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
