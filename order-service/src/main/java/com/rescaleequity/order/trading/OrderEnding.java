package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.OrderChange;
import com.rescaleequity.order.trading.message.OrderStatus;
import com.rescaleequity.order.trading.message.OrderSubStatus;
import com.rescaleequity.order.trading.message.StatusReason;

/** Ends open orders that will not fill: off the book, funds released, everybody told. */
final class OrderEnding {

    private final OpenOrders openOrders;
    private final EventLog events;

    OrderEnding(OpenOrders openOrders, EventLog events) {
        this.openOrders = openOrders;
        this.events = events;
    }

    void end(WorkingOrder order, OrderSubStatus how, StatusReason why) {
        boolean wasPending = order.status() == OrderStatus.PENDING;
        boolean rested = leaveQueue(order, wasPending);
        long held = order.heldAmount();
        order.release(held);
        order.ended(how, why, events.now());
        openOrders.remove(order, wasPending);
        events.orderChanged(change(how), order, null);
        if (held > 0) {
            events.holdChanged(order);
        }
        if (rested) {
            events.bookChanged(order.market(), order.side(), order.priceTicks());
        }
    }

    /** Answers whether the order left the public book. */
    private static boolean leaveQueue(WorkingOrder order, boolean wasPending) {
        if (wasPending) {
            order.market().stops().side(order.side()).remove(order);
            return false;
        }
        if (!order.isWaiting()) {
            return false;
        }
        order.market().side(order.side()).remove(order);
        return true;
    }

    private static OrderChange change(OrderSubStatus how) {
        return switch (how) {
            case CANCELLED -> OrderChange.CANCELLED;
            case EXPIRED -> OrderChange.EXPIRED;
            case REJECTED -> OrderChange.REJECTED;
            case PENDING_TRIGGER, NEW, PARTIALLY_FILLED, FILLED ->
                    throw new IllegalArgumentException("not an end: " + how);
        };
    }
}
