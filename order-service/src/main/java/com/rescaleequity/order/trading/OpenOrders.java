package com.rescaleequity.order.trading;

import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** Every open order by its id, kept in step with its account's list, client ids and counts. */
final class OpenOrders {

    private final Long2ObjectHashMap<WorkingOrder> byId = new Long2ObjectHashMap<>();

    @Nullable WorkingOrder get(long orderId) {
        return byId.get(orderId);
    }

    int count() {
        return byId.size();
    }

    void add(WorkingOrder order) {
        Account account = order.account();
        byId.put(order.orderId(), order);
        account.append(order);
        account.clientOrderIds().take(order.clientOrderId(), order.orderId());
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

    /** Forgets an order that ends; it was pending or active until now. */
    void remove(WorkingOrder order, boolean wasPending) {
        Account account = order.account();
        byId.remove(order.orderId());
        account.remove(order);
        account.clientOrderIds().close(order.clientOrderId());
        order.market().changeOpenOrders(-1);
        if (wasPending) {
            account.changePendingStops(order.market(), -1);
        } else {
            account.changeActiveOrders(order.market(), -1);
        }
    }
}
