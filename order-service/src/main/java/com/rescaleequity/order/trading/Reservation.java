package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.Command.PlaceOrder;
import com.rescaleequity.order.trading.funds.Units;

/**
 * What an order must hold when it enters, and the lots it enters with. An order by quote quantity
 * that the market cannot satisfy gets more lots than it can fill, so it ends like any other.
 */
record Reservation(int asset, long amount, long lots) {

    /** For an order that its instrument's rules admit, given what its account could sell. */
    static Reservation of(Market market, PlaceOrder terms, long availableBase) {
        if (terms.quoteQuantity() != 0) {
            return byQuoteQuantity(market, terms, availableBase);
        }
        long lots = market.lots(terms.quantity());
        if (terms.side() == Side.SELL) {
            return new Reservation(market.baseAsset(), terms.quantity(), lots);
        }
        return new Reservation(market.quoteAsset(), costOfBuying(market, terms, lots), lots);
    }

    /** What buying a number of lots at the market costs now. */
    static long costAtMarket(Market market, PlaceOrder terms, long lots) {
        Sweep sweep = Sweep.ofLots(takerAtMarket(market, terms), lots);
        boolean allOrNone = OrderRules.timeInForce(terms) == TimeInForce.FOK;
        return allOrNone && !sweep.isSatisfied() ? 0 : sweep.cost();
    }

    private static long costOfBuying(Market market, PlaceOrder terms, long lots) {
        if (terms.limitPrice() != 0) {
            return market.costWithFee(
                    market.ticks(terms.limitPrice()), lots, market.fees().takerRate());
        }
        if (terms.type() == OrderType.MARKET) {
            return costAtMarket(market, terms, lots);
        }
        return costOfStop(market, terms, lots);
    }

    /** Quantity x trigger x (1 + collar), and the taker's fee on that. */
    private static long costOfStop(Market market, PlaceOrder terms, long lots) {
        long value = market.value(market.ticks(terms.triggerPrice()), lots);
        if (value > Units.MAX_AMOUNT) {
            return Long.MAX_VALUE;
        }
        long collar = Units.fractionUp(value, market.instrument().marketCollar());
        long worst = Units.sumOrMax(value, collar);
        return Units.sumOrMax(worst, market.fees().takerFee(worst));
    }

    private static Reservation byQuoteQuantity(
            Market market, PlaceOrder terms, long availableBase) {
        boolean buys = terms.side() == Side.BUY;
        long mostLots = buys ? Long.MAX_VALUE : market.lots(availableBase);
        Sweep sweep = Sweep.ofQuote(takerAtMarket(market, terms), terms.quoteQuantity(), mostLots);
        boolean allOrNone = OrderRules.timeInForce(terms) == TimeInForce.FOK;
        boolean takes = sweep.isSatisfied() || !allOrNone;
        long lots =
                sweep.isSatisfied()
                        ? sweep.lots()
                        : Math.max(
                                sweep.lots() + 1, market.lots(market.instrument().minQuantity()));
        if (buys) {
            return new Reservation(market.quoteAsset(), takes ? sweep.cost() : 0, lots);
        }
        long held = market.quantity(takes ? sweep.lots() : 0);
        return new Reservation(market.baseAsset(), held, lots);
    }

    private static Sweep.Taker takerAtMarket(Market market, PlaceOrder terms) {
        return new Sweep.Taker(
                market,
                terms.side(),
                terms.accountId(),
                OrderRules.selfTradePrevention(market.instrument(), terms),
                market.collarTicks(terms.side()));
    }
}
