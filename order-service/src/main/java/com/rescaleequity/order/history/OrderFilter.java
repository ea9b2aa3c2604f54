package com.rescaleequity.order.history;

import com.rescaleequity.protocol.trading.Order;
import com.rescaleequity.protocol.trading.OrderStatus;
import com.rescaleequity.protocol.trading.OrderType;
import com.rescaleequity.protocol.trading.Side;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of an account's orders a list shows.
 *
 * @param statuses empty = all
 * @param startTime earliest creation, epoch ms, inclusive
 * @param endTime latest creation, epoch ms, inclusive
 * @param ascending oldest first
 */
public record OrderFilter(
        long accountId,
        Set<OrderStatus> statuses,
        @Nullable String symbol,
        @Nullable Side side,
        @Nullable OrderType type,
        @Nullable String clientOrderId,
        @Nullable Long startTime,
        @Nullable Long endTime,
        boolean ascending) {

    /** Whether the list shows an order, as {@link OrderQuery} says it in SQL. */
    public boolean shows(Order order) {
        return (statuses.isEmpty() || statuses.contains(order.getStatus()))
                && (symbol == null || symbol.equals(order.getSymbol()))
                && (side == null || side == order.getSide())
                && (type == null || type == order.getType())
                && (clientOrderId == null || clientOrderId.equals(order.getClientOrderId()))
                && (startTime == null || order.getCreatedAt() >= startTime)
                && (endTime == null || order.getCreatedAt() <= endTime);
    }

    /** What of it a page's cursor is bound to, beside the times and the direction. */
    public @Nullable Object[] bound() {
        List<Integer> ofStatus = statuses.stream().map(OrderStatus::getNumber).sorted().toList();
        return new @Nullable Object[] {
            "orders", accountId, ofStatus, symbol, side, type, clientOrderId
        };
    }
}
