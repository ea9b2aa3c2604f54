package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.funds.UnitMath;
import com.rescaleequity.order.trading.message.OrderTerms;
import com.rescaleequity.order.trading.message.OrderType;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.message.TimeInForce;

/**
 * What an order must hold when it enters, and the lots it enters with. An order by quote quantity
 * that the market cannot satisfy gets more lots than it can fill, so it ends like any other.
 */
record Reservation(int asset, long amount, long lots) {

    /**
     * For an order that its instrument's rules admit, given what its account could sell.
     *
     * @param feeRate fraction that the account pays as taker
     */
    static Reservation of(Market market, OrderTerms terms, long availableBase, long feeRate) {
        if (terms.quoteQuantity() != 0) {
            return byQuoteQuantity(market, terms, availableBase, feeRate);
        }
        return ofLots(market, terms, market.lots(terms.quantity()), feeRate);
    }

    /** For so many lots of an order that names its quantity. */
    static Reservation ofLots(Market market, OrderTerms terms, long lots, long feeRate) {
        if (terms.side() == Side.SELL) {
            return new Reservation(market.baseAsset(), market.quantity(lots), lots);
        }
        long cost = costOfBuying(market, terms, lots, feeRate);
        return new Reservation(market.quoteAsset(), cost, lots);
    }

    /** What the market asks now for so many lots of an order that buys whatever the price. */
    static long costAtMarket(Market market, OrderTerms terms, long lots, long feeRate) {
        Sweep sweep = Sweep.ofLots(takerAtMarket(market, terms, feeRate), lots);
        return takes(terms, sweep) ? sweep.cost() : 0;
    }

    /** What an order takes at the market now, by lots or by quote quantity. */
    static Sweep sweep(Market market, OrderTerms terms, long availableBase, long feeRate) {
        Sweep.Taker taker = takerAtMarket(market, terms, feeRate);
        if (terms.quoteQuantity() == 0) {
            return Sweep.ofLots(taker, market.lots(terms.quantity()));
        }
        long mostLots = terms.side() == Side.BUY ? Long.MAX_VALUE : market.lots(availableBase);
        return Sweep.ofQuote(taker, terms.quoteQuantity(), mostLots);
    }

    /** Whether an order trades at all what it could take. */
    static boolean takes(OrderTerms terms, Sweep sweep) {
        return sweep.isSatisfied() || terms.timeInForce() != TimeInForce.FOK;
    }

    private static long costOfBuying(Market market, OrderTerms terms, long lots, long feeRate) {
        if (terms.limitPrice() != 0) {
            return market.costWithFee(market.ticks(terms.limitPrice()), lots, feeRate);
        }
        if (terms.type() == OrderType.MARKET) {
            return costAtMarket(market, terms, lots, feeRate);
        }
        return costOfStop(market, terms, lots, feeRate);
    }

    /** Quantity x trigger x (1 + collar), and the taker's fee on that. */
    private static long costOfStop(Market market, OrderTerms terms, long lots, long feeRate) {
        long value = market.value(market.ticks(terms.triggerPrice()), lots);
        if (value > UnitMath.MAX_AMOUNT) {
            return Long.MAX_VALUE;
        }
        long collar = UnitMath.fractionUp(value, market.instrument().marketCollar());
        long worst = UnitMath.sumOrMax(value, collar);
        return UnitMath.sumOrMax(worst, UnitMath.fractionUp(worst, feeRate));
    }

    private static Reservation byQuoteQuantity(
            Market market, OrderTerms terms, long availableBase, long feeRate) {
        Sweep sweep = sweep(market, terms, availableBase, feeRate);
        boolean takes = takes(terms, sweep);
        long lots =
                sweep.isSatisfied()
                        ? sweep.lots()
                        : Math.max(
                                sweep.lots() + 1, market.lots(market.instrument().minQuantity()));
        if (terms.side() == Side.BUY) {
            return new Reservation(market.quoteAsset(), takes ? sweep.cost() : 0, lots);
        }
        long held = market.quantity(takes ? sweep.lots() : 0);
        return new Reservation(market.baseAsset(), held, lots);
    }

    private static Sweep.Taker takerAtMarket(Market market, OrderTerms terms, long feeRate) {
        return new Sweep.Taker(
                market,
                terms.side(),
                terms.accountId(),
                terms.selfTradePrevention(),
                market.collarTicks(terms.side()),
                feeRate);
    }
}
