package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.book.BookSide;
import com.rescaleequity.order.trading.book.RestingOrder;
import com.rescaleequity.order.trading.message.ClientOrderId;
import com.rescaleequity.order.trading.message.OrderStatus;
import com.rescaleequity.order.trading.message.OrderTerms;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.state.CorruptStateException;
import com.rescaleequity.order.trading.state.RecordState;
import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every open order by its id, kept in step with its account's list, client ids, counts and timers.
 */
final class OpenOrders {

    static final long FIRST_ORDER_ID = 1_000_001;

    private final ById<WorkingOrder> byId = new ById<>();
    private final Timers timers;
    private final ClosedLabels closedLabels;
    private long nextOrderId = FIRST_ORDER_ID;

    OpenOrders(Timers timers, ClosedLabels closedLabels) {
        this.timers = timers;
        this.closedLabels = closedLabels;
    }

    /** What is remembered of orders that are not open any more. */
    ClosedLabels closedLabels() {
        return closedLabels;
    }

    long nextOrderId() {
        return nextOrderId++;
    }

    /** Whether an order ever had this id. */
    boolean wasIssued(long orderId) {
        return FIRST_ORDER_ID <= orderId && orderId < nextOrderId;
    }

    @Nullable WorkingOrder get(long orderId) {
        return byId.get(orderId);
    }

    /** The open orders of a market, oldest first. */
    List<WorkingOrder> in(Market market) {
        List<WorkingOrder> found = new ArrayList<>();
        byId.forEach(order -> {
            if (order.market() == market) {
                found.add(order);
            }
        });
        found.sort(Comparator.comparingLong(WorkingOrder::orderId));
        return found;
    }

    int count() {
        return byId.size();
    }

    void add(WorkingOrder order) {
        Account account = order.account();
        byId.add(order.orderId(), order);
        account.append(order);
        account.clientOrderIds().take(order.clientOrderId(), order.orderId());
        timers.add(order);
        order.market().changeOpenOrders(1);
        if (order.status() == OrderStatus.PENDING) {
            account.changePendingStops(order.market(), 1);
        } else {
            account.changeActiveOrders(order.market(), 1);
        }
    }

    /** Counts an order as active that was a pending stop. */
    void activate(WorkingOrder order) {
        order.account().changePendingStops(order.market(), -1);
        order.account().changeActiveOrders(order.market(), 1);
    }

    /** Replaces what an order's amendment changes of its indexes, before and after it. */
    void amend(WorkingOrder order, Runnable amendment) {
        timers.remove(order);
        ClientOrderId label = order.clientOrderId();
        amendment.run();
        timers.add(order);
        if (!label.equals(order.clientOrderId())) {
            Account account = order.account();
            closedLabels.close(account.clientOrderIds(), label, order.orderId());
            account.clientOrderIds().take(order.clientOrderId(), order.orderId());
        }
    }

    /** Forgets an order that ends; it was pending or active until now. */
    void remove(WorkingOrder order, boolean wasPending) {
        Account account = order.account();
        byId.remove(order.orderId());
        timers.remove(order);
        account.remove(order);
        closedLabels.close(account.clientOrderIds(), order.clientOrderId(), order.orderId());
        order.market().changeOpenOrders(-1);
        if (wasPending) {
            account.changePendingStops(order.market(), -1);
        } else {
            account.changeActiveOrders(order.market(), -1);
        }
    }

    /** Writes the orders of each account, oldest first. */
    void write(StateWriter state, Accounts accounts) {
        state.number(nextOrderId);
        state.number(byId.size());
        for (Account account : accounts.all()) {
            for (var o = WorkingOrder.oldestOf(account); o != null; o = o.newerInAccount()) {
                o.write(state);
            }
        }
    }

    /** Takes over what was written; no order is in a queue yet. */
    void read(StateReader state, Accounts accounts, Markets markets) {
        nextOrderId = state.number();
        int count = state.count();
        for (int i = 0; i < count; i++) {
            WorkingOrder order = readOrder(state, accounts, markets);
            add(order);
            if (order.status() == OrderStatus.PENDING) {
                order.market().stops().side(order.side()).enterById(order);
            }
        }
    }

    private static WorkingOrder readOrder(StateReader state, Accounts accounts, Markets markets) {
        long orderId = state.number();
        OrderTerms terms = RecordState.readTerms(state);
        Market market = markets.listed(terms.symbol());
        return WorkingOrder.read(
                state, accounts.findOrCreate(terms.accountId()), market, terms, orderId);
    }

    /** Writes the ids of the orders in each book, as they are served. */
    static void writeQueues(StateWriter state, Markets markets) {
        for (Market market : markets.all()) {
            for (Side side : Side.values()) {
                writeQueues(state, market.side(side));
                state.number(0);
            }
        }
    }

    private static void writeQueues(StateWriter state, BookSide levels) {
        long ticks = levels.bestTicks();
        for (; ticks != 0; ticks = levels.ticksAfter(ticks)) {
            RestingOrder resting = levels.first(ticks);
            for (; resting != null; resting = levels.behind(resting)) {
                state.number(resting.orderId());
            }
        }
    }

    /** Lets orders that were read back into their queues, in the order that was written. */
    void readQueues(StateReader state, Markets markets) {
        for (Market market : markets.all()) {
            for (Side side : Side.values()) {
                for (long id = state.number(); id != 0; id = state.number()) {
                    WorkingOrder order = byId.get(id);
                    if (order == null) {
                        throw new CorruptStateException("it misses order " + id);
                    }
                    market.side(side).enter(order);
                }
            }
        }
    }
}
