package com.rescaleequity.benchmarks;

import com.rescaleequity.order.trading.book.BookSide;
import com.rescaleequity.order.trading.book.OrderBook;
import com.rescaleequity.order.trading.book.RestingOrder;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The exchange's order book with as much around it as exchange-core's books contain: orders by id,
 * the check of their owner, the matching loop, and a chain of events for each command.
 */
final class OwnBook implements BenchmarkedBook {

    /** An order of one side. */
    private static final class Order extends RestingOrder {

        private final boolean buys;

        Order(FlowCommand command) {
            super(command.orderId(), command.accountId(), command.priceTicks(), command.lots());
            this.buys = command.buys();
        }
    }

    /** A trade with a resting order or, without a maker, lots that left the book unfilled. */
    private record BookEvent(
            @Nullable Order maker,
            boolean makerDone,
            boolean takerDone,
            long priceTicks,
            long lots,
            @Nullable BookEvent previous) {}

    private final OrderBook book = new OrderBook();
    private final Long2ObjectHashMap<Order> orders = new Long2ObjectHashMap<>();
    private final TradeCounter counter = new TradeCounter();
    private @Nullable BookEvent lastEvent;

    @Override
    public void apply(FlowCommand command) {
        lastEvent = null;
        switch (command.kind()) {
            case NEW -> place(new Order(command), true);
            case TAKE -> place(new Order(command), false);
            case CANCEL -> cancel(find(command));
            case MOVE -> move(find(command), command.priceTicks());
        }
        consumeEvents();
    }

    boolean isOpen(long orderId) {
        return orders.containsKey(orderId);
    }

    int openOrders() {
        return orders.size();
    }

    /** An open order's price. */
    long priceTicks(long orderId) {
        return orders.get(orderId).priceTicks();
    }

    /** Whether an open order buys. */
    boolean buys(long orderId) {
        return orders.get(orderId).buys;
    }

    /** An open order's owner. */
    long accountId(long orderId) {
        return orders.get(orderId).accountId();
    }

    /** The best price that an order of one side can trade at, or 0. */
    long bestOpposite(boolean buys) {
        return side(!buys).bestTicks();
    }

    @Override
    public FlowTotals totals() {
        long lots = 0;
        for (BookSide side : new BookSide[] {book.bids(), book.asks()}) {
            long ticks = side.bestTicks();
            for (; ticks != 0; ticks = side.ticksAfter(ticks)) {
                lots += side.lots(ticks);
            }
        }
        return counter.totals(orders.size(), lots);
    }

    private Order find(FlowCommand command) {
        Order order = orders.get(command.orderId());
        if (order == null || order.accountId() != command.accountId()) {
            throw new IllegalStateException("no order for " + command);
        }
        return order;
    }

    private void place(Order order, boolean rests) {
        match(order);
        if (order.openLots() == 0) {
            return;
        }
        if (rests) {
            orders.put(order.orderId(), order);
            side(order.buys).enter(order);
        } else {
            lastEvent = new BookEvent(null, false, true, 0, order.openLots(), lastEvent);
        }
    }

    private void cancel(Order order) {
        orders.remove(order.orderId());
        side(order.buys).remove(order);
        lastEvent = new BookEvent(null, false, true, 0, order.openLots(), lastEvent);
    }

    private void move(Order order, long priceTicks) {
        side(order.buys).remove(order);
        order.reprice(priceTicks);
        match(order);
        if (order.openLots() == 0) {
            orders.remove(order.orderId());
        } else {
            side(order.buys).enter(order);
        }
    }

    private void match(Order taker) {
        BookSide opposite = side(!taker.buys);
        while (taker.openLots() > 0 && opposite.reaches(taker.priceTicks())) {
            trade(taker, (Order) opposite.first(opposite.bestTicks()), opposite);
        }
    }

    private void trade(Order taker, Order maker, BookSide opposite) {
        long lots = Math.min(taker.openLots(), maker.openLots());
        taker.reduce(lots);
        opposite.reduce(maker, lots);
        boolean makerDone = maker.openLots() == 0;
        if (makerDone) {
            opposite.remove(maker);
            orders.remove(maker.orderId());
        }
        boolean takerDone = taker.openLots() == 0;
        lastEvent = new BookEvent(maker, makerDone, takerDone, maker.priceTicks(), lots, lastEvent);
    }

    private void consumeEvents() {
        for (BookEvent event = lastEvent; event != null; event = event.previous()) {
            if (event.maker() != null) {
                counter.count(event.priceTicks(), event.lots());
            }
        }
    }

    private BookSide side(boolean bids) {
        return bids ? book.bids() : book.asks();
    }
}
