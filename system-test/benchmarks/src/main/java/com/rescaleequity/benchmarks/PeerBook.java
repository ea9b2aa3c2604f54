package com.rescaleequity.benchmarks;

import exchange.core2.collections.objpool.ObjectsPool;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.MatcherEventType;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.cmd.OrderCommandType;
import exchange.core2.core.common.config.LoggingConfiguration;
import exchange.core2.core.orderbook.IOrderBook;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.orderbook.OrderBookEventsHelper;
import exchange.core2.core.orderbook.OrderBookNaiveImpl;

/**
 * One of exchange-core's order books. Commands come to it in one reused slot, as from the ring
 * buffer of its own pipeline.
 */
final class PeerBook implements BenchmarkedBook {

    private final IOrderBook book;
    private final OrderCommand slot = new OrderCommand();
    private final TradeCounter counter = new TradeCounter();

    private PeerBook(IOrderBook book) {
        this.book = book;
    }

    /** Sorted maps of price levels. */
    static PeerBook naive() {
        return new PeerBook(new OrderBookNaiveImpl(specification(), LoggingConfiguration.DEFAULT));
    }

    /** Linked orders and levels under adaptive radix trees, with pooled objects. */
    static PeerBook direct() {
        return new PeerBook(
                new OrderBookDirectImpl(
                        specification(),
                        ObjectsPool.createDefaultTestPool(),
                        OrderBookEventsHelper.NON_POOLED_EVENTS_HELPER,
                        LoggingConfiguration.DEFAULT));
    }

    private static CoreSymbolSpecification specification() {
        return CoreSymbolSpecification.builder()
                .symbolId(1)
                .type(SymbolType.CURRENCY_EXCHANGE_PAIR)
                .baseCurrency(1)
                .quoteCurrency(2)
                .baseScaleK(1)
                .quoteScaleK(1)
                .build();
    }

    @Override
    public void apply(FlowCommand command) {
        slot.orderId = command.orderId();
        slot.uid = command.accountId();
        slot.price = command.priceTicks();
        slot.matcherEvent = null;
        slot.resultCode = CommandResultCode.VALID_FOR_MATCHING_ENGINE;
        switch (command.kind()) {
            case NEW -> place(command, OrderType.GTC);
            case TAKE -> place(command, OrderType.IOC);
            case CANCEL -> slot.command = OrderCommandType.CANCEL_ORDER;
            case MOVE -> slot.command = OrderCommandType.MOVE_ORDER;
        }
        CommandResultCode result = IOrderBook.processCommand(book, slot);
        if (result != CommandResultCode.SUCCESS) {
            throw new IllegalStateException(result + " for " + command);
        }
        for (MatcherTradeEvent e = slot.matcherEvent; e != null; e = e.nextEvent) {
            if (e.eventType == MatcherEventType.TRADE) {
                counter.count(e.price, e.size);
            }
        }
    }

    private void place(FlowCommand command, OrderType type) {
        slot.command = OrderCommandType.PLACE_ORDER;
        slot.orderType = type;
        slot.action = command.buys() ? OrderAction.BID : OrderAction.ASK;
        slot.size = command.lots();
        slot.reserveBidPrice = Long.MAX_VALUE;
    }

    @Override
    public FlowTotals totals() {
        book.validateInternalState();
        return counter.totals(
                book.getOrdersNum(OrderAction.BID) + book.getOrdersNum(OrderAction.ASK),
                book.getTotalOrdersVolume(OrderAction.BID)
                        + book.getTotalOrdersVolume(OrderAction.ASK));
    }
}
