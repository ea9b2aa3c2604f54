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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Every open order by its id, kept in step with its account's list, client ids, counts and timers.
 */
final class OpenOrders {

    static final long FIRST_ORDER_ID = 1_000_001;

    private final ById<WorkingOrder> byId = new ById<>();
    private final Timers timers;
    private final ClosedLabels closedLabels;
    private final Leases leases;
    private long nextOrderId = FIRST_ORDER_ID;

    OpenOrders(Timers timers, ClosedLabels closedLabels, Leases leases) {
        this.timers = timers;
        this.leases = leases;
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
        return all(order -> order.market() == market);
    }

    /** The open orders that end with connections of a server, oldest first. */
    List<WorkingOrder> tiedTo(LeaseHolder holder) {
        return all(order -> order.leaseHolder() == holder);
    }

    private List<WorkingOrder> all(Predicate<WorkingOrder> wanted) {
        List<WorkingOrder> found = new ArrayList<>();
        byId.forEach(order -> {
            if (wanted.test(order)) {
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
        LeaseHolder holder = order.leaseHolder();
        if (holder != null) {
            leases.entered(holder);
        }
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
        LeaseHolder holder = order.leaseHolder();
        if (holder != null) {
            leases.left(holder);
        }
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
                writeLease(state, o);
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

    private static void writeLease(StateWriter state, WorkingOrder order) {
        LeaseHolder holder = order.leaseHolder();
        state.number(holder == null ? 0 : holder.id());
        if (holder != null) {
            state.number(order.connection());
        }
    }

    private WorkingOrder readOrder(StateReader state, Accounts accounts, Markets markets) {
        long orderId = state.number();
        OrderTerms terms = RecordState.readTerms(state);
        Market market = markets.listed(terms.symbol());
        WorkingOrder order =
                WorkingOrder.read(
                        state, accounts.findOrCreate(terms.accountId()), market, terms, orderId);
        long holderId = state.number();
        if (holderId != 0) {
            order.tie(leases.get(holderId), state.number());
        }
        return order;
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
