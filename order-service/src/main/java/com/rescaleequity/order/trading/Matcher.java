package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.book.BookSide;
import com.rescaleequity.order.trading.message.Event.TradeExecuted;
import com.rescaleequity.order.trading.message.Fill;
import com.rescaleequity.order.trading.message.Liquidity;
import com.rescaleequity.order.trading.message.OrderChange;
import com.rescaleequity.order.trading.message.OrderSubStatus;
import com.rescaleequity.order.trading.message.SelfTradePrevention;
import com.rescaleequity.order.trading.message.StatusReason;

/**
 * Trades an incoming order against the opposite side of its book, best price first and within a
 * price first come first served, never with another order of its own account.
 */
final class Matcher {

    private final Settlement settlement;
    private final OpenOrders openOrders;
    private final OrderEnding ending;
    private final EventLog events;

    Matcher(Settlement settlement, OpenOrders openOrders, OrderEnding ending, EventLog events) {
        this.settlement = settlement;
        this.openOrders = openOrders;
        this.ending = ending;
        this.events = events;
    }

    /**
     * Trades until the taker is done or the book offers nothing more within the limit; answers the
     * price of the first trade, in ticks, or 0 without one. The last one's is the market's.
     */
    long take(WorkingOrder taker, long limitTicks) {
        long first = 0;
        BookSide book = taker.market().side(taker.side().opposite());
        while (taker.isOpen() && book.reaches(limitTicks)) {
            WorkingOrder maker = (WorkingOrder) book.first(book.bestTicks());
            if (maker.account() == taker.account()) {
                preventSelfTrade(taker, maker);
            } else {
                first = first == 0 ? maker.priceTicks() : first;
                trade(taker, maker, book);
            }
        }
        return first;
    }

    private void preventSelfTrade(WorkingOrder taker, WorkingOrder maker) {
        SelfTradePrevention mode = taker.terms().selfTradePrevention();
        if (mode != SelfTradePrevention.CANCEL_NEWEST) {
            ending.end(maker, OrderSubStatus.CANCELLED, StatusReason.SELF_TRADE_PREVENTION);
        }
        if (mode != SelfTradePrevention.CANCEL_OLDEST) {
            ending.end(taker, OrderSubStatus.CANCELLED, StatusReason.SELF_TRADE_PREVENTION);
        }
    }

    private void trade(WorkingOrder taker, WorkingOrder maker, BookSide book) {
        Market market = taker.market();
        long priceTicks = maker.priceTicks();
        long lots = Math.min(taker.openLots(), maker.openLots());
        long quantity = market.quantity(lots);
        long value = market.value(priceTicks, lots);
        taker.reduce(lots);
        book.reduce(maker, lots);
        settlement.settle(taker, maker, quantity, value);
        TradeExecuted trade = trade(taker, maker, quantity, value);
        events.add(trade);
        fill(taker, trade, Liquidity.TAKER, trade.takerFee());
        if (maker.openLots() == 0) {
            book.remove(maker);
        }
        fill(maker, trade, Liquidity.MAKER, trade.makerFee());
        events.traded(taker.account(), market, trade.tradeId());
        events.traded(maker.account(), market, trade.tradeId());
        events.feesCredited(settlement.feeAccount(), market.quoteAsset(), trade.tradeId());
        events.bookChanged(market, maker.side(), priceTicks);
    }

    private TradeExecuted trade(WorkingOrder taker, WorkingOrder maker, long quantity, long value) {
        Market market = taker.market();
        return new TradeExecuted(
                market.recordTrade(maker.priceTicks()),
                market.symbol(),
                market.lastPrice(),
                quantity,
                value,
                taker.side(),
                taker.orderId(),
                maker.orderId(),
                taker.accountId(),
                maker.accountId(),
                settlement.takerFee(),
                settlement.makerFee());
    }

    private void fill(WorkingOrder order, TradeExecuted trade, Liquidity liquidity, long fee) {
        Fill fill =
                new Fill(
                        trade.tradeId(),
                        trade.price(),
                        trade.quantity(),
                        trade.quoteQuantity(),
                        fee,
                        liquidity,
                        order.account().nextTradesSequence(),
                        events.now());
        order.filled(fill);
        if (!order.isOpen()) {
            openOrders.remove(order, false);
        }
        events.orderChanged(OrderChange.FILL, order, fill);
    }
}
