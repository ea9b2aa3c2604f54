package com.rescaleequity.order.trading;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a reader of the events knows, and proof that every numbering it sees is dense. */
final class EventMirror implements EventSink {

    final Map<String, Map<String, BigDecimal>> books = new HashMap<>();
    final Map<String, Balance> balances = new TreeMap<>();
    final Map<Long, OrderState> openOrders = new TreeMap<>();
    final List<String> trades = new ArrayList<>();
    final Set<String> statusReasons = new TreeSet<>();
    private final Map<String, Long> sequences = new HashMap<>();

    @Override
    public void accept(long sequence, long timeMillis, Event event) {
        follows("events", sequence);
        switch (event) {
            case Event.OrderChanged changed -> orderChanged(changed);
            case Event.TradeExecuted trade -> tradeExecuted(trade);
            case Event.BookChanged book -> bookChanged(book);
            case Event.BalancesChanged changed -> balancesChanged(changed);
            case Event.FundsMoved _, Event.InstrumentSet _ -> {}
        }
    }

    private void orderChanged(Event.OrderChanged changed) {
        OrderState order = changed.order();
        follows("orders of " + order.accountId(), changed.ordersSequence());
        follows("order " + order.orderId(), order.updateSequence());
        if (changed.fill() != null) {
            follows("trades of " + order.accountId(), changed.fill().tradesSequence());
        }
        statusReasons.add(order.statusReason().name());
        assertThat(order.closedAt() == 0).isEqualTo(order.isOpen());
        if (order.isOpen()) {
            openOrders.put(order.orderId(), order);
        } else {
            openOrders.remove(order.orderId());
        }
    }

    private void tradeExecuted(Event.TradeExecuted trade) {
        follows("trades in " + trade.symbol(), trade.tradeId());
        trades.add(
                String.join(
                        " ",
                        Instruments.text(trade.price()),
                        Instruments.text(trade.quantity()),
                        String.valueOf(trade.takerOrderId()),
                        String.valueOf(trade.makerOrderId()),
                        Instruments.text(trade.takerFee()),
                        Instruments.text(trade.makerFee())));
    }

    private void bookChanged(Event.BookChanged book) {
        follows("book of " + book.symbol(), book.sequence());
        var levels = books.computeIfAbsent(book.symbol(), _ -> new TreeMap<>());
        String level = book.side() + " " + Instruments.text(book.price());
        if (book.quantity() == 0) {
            levels.remove(level);
        } else {
            levels.put(level, BigDecimal.valueOf(book.quantity(), 8));
        }
    }

    private void balancesChanged(Event.BalancesChanged changed) {
        follows("balances of " + changed.accountId(), changed.balancesSequence());
        for (Balance balance : changed.balances()) {
            balances.put(changed.accountId() + " " + balance.asset(), balance);
        }
    }

    private void follows(String numbering, long sequence) {
        Long last = sequences.put(numbering, sequence);
        assertThat(sequence).as(numbering).isEqualTo(last == null ? 1 : last + 1);
    }
}
