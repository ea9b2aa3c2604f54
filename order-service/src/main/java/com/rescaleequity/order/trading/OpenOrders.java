package com.rescaleequity.order.trading;

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
    private long nextOrderId = FIRST_ORDER_ID;

    OpenOrders(Timers timers) {
        this.timers = timers;
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
            ClientOrderIds labels = order.account().clientOrderIds();
            labels.close(label, order.orderId());
            labels.take(order.clientOrderId(), order.orderId());
        }
    }

    /** Forgets an order that ends; it was pending or active until now. */
    void remove(WorkingOrder order, boolean wasPending) {
        Account account = order.account();
        byId.remove(order.orderId());
        timers.remove(order);
        account.remove(order);
        account.clientOrderIds().close(order.clientOrderId(), order.orderId());
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
            for (var o = account.oldestOrder(); o != null; o = o.newerInAccount) {
                o.write(state);
            }
        }
    }

    /** Takes over what was written; no order is in a queue yet. */
    void read(StateReader state, Accounts accounts, Markets markets) {
        nextOrderId = state.number();
        int count = state.count();
        for (int i = 0; i < count; i++) {
            WorkingOrder order = WorkingOrder.read(state, accounts, markets);
            add(order);
            if (order.status() == OrderStatus.PENDING) {
                order.market().stops().side(order.side()).enterById(order);
            }
        }
    }
}
