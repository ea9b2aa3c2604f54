package com.rescaleequity.order.trading;

import java.util.function.Consumer;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Orders by their ids. Ids are given one after the other and young orders are asked for most, so
 * neighbours share a page: what is needed next is mostly near what was needed last.
 */
final class OrdersById {

    private static final int BITS = 6;
    private static final int MASK = (1 << BITS) - 1;

    private static final class Page {
        private final @Nullable WorkingOrder[] orders = new WorkingOrder[1 << BITS];
        private int count;
    }

    private final Long2ObjectHashMap<Page> pages = new Long2ObjectHashMap<>();
    private int size;

    @Nullable WorkingOrder get(long orderId) {
        Page page = pages.get(orderId >> BITS);
        return page == null ? null : page.orders[(int) orderId & MASK];
    }

    int size() {
        return size;
    }

    /** Adds an order that is not there yet. */
    void add(WorkingOrder order) {
        long number = order.orderId() >> BITS;
        Page page = pages.get(number);
        if (page == null) {
            page = new Page();
            pages.put(number, page);
        }
        int place = (int) order.orderId() & MASK;
        if (page.orders[place] != null) {
            throw new IllegalStateException("order " + order.orderId() + " is open already");
        }
        page.orders[place] = order;
        page.count++;
        size++;
    }

    /** Removes an order that is there. */
    void remove(WorkingOrder order) {
        long number = order.orderId() >> BITS;
        Page page = pages.get(number);
        int place = (int) order.orderId() & MASK;
        if (page == null || page.orders[place] == null) {
            throw new IllegalStateException("order " + order.orderId() + " is not open");
        }
        page.orders[place] = null;
        page.count--;
        size--;
        if (page.count == 0) {
            pages.remove(number);
        }
    }

    /** Visits every order, in no particular order. */
    void forEach(Consumer<WorkingOrder> visitor) {
        pages.forEachLong((number, page) -> {
            for (WorkingOrder order : page.orders) {
                if (order != null) {
                    visitor.accept(order);
                }
            }
        });
    }
}
