package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.Event;
import com.rescaleequity.order.trading.message.OrderState;
import java.util.HashMap;
import java.util.Map;

/** Proves of the events that pass that every numbering in them is dense. */
final class SequenceCheck {

    private enum Numbering {
        EVENTS,
        ORDERS_OF_ACCOUNT,
        TRADES_OF_ACCOUNT,
        BALANCES_OF_ACCOUNT,
        UPDATES_OF_ORDER,
        TRADES_OF_MARKET,
        BOOK_OF_MARKET
    }

    private record Counter(Numbering numbering, long subject) {}

    private final Map<Counter, Long> last = new HashMap<>();

    void accept(long sequence, Event event) {
        follows(Numbering.EVENTS, 0, sequence);
        switch (event) {
            case Event.OrderChanged changed -> {
                OrderState order = changed.order();
                long account = order.accountId();
                follows(Numbering.ORDERS_OF_ACCOUNT, account, changed.ordersSequence());
                follows(Numbering.UPDATES_OF_ORDER, order.orderId(), order.updateSequence());
                if (changed.fill() != null) {
                    long trades = changed.fill().tradesSequence();
                    follows(Numbering.TRADES_OF_ACCOUNT, account, trades);
                }
            }
            case Event.TradeExecuted trade ->
                    follows(Numbering.TRADES_OF_MARKET, market(trade.symbol()), trade.tradeId());
            case Event.BookChanged book ->
                    follows(Numbering.BOOK_OF_MARKET, market(book.symbol()), book.sequence());
            case Event.BalancesChanged changed -> {
                long balances = changed.balancesSequence();
                follows(Numbering.BALANCES_OF_ACCOUNT, changed.accountId(), balances);
            }
            case Event.FundsMoved _, Event.InstrumentSet _ -> {}
        }
    }

    private static long market(String symbol) {
        return symbol.hashCode();
    }

    private void follows(Numbering numbering, long subject, long sequence) {
        Long before = last.put(new Counter(numbering, subject), sequence);
        if (sequence != (before == null ? 1 : before + 1)) {
            throw new AssertionError(
                    numbering + " of " + subject + ": " + sequence + " after " + before);
        }
    }
}
