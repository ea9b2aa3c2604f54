package com.rescaleequity.order.api;

import com.rescaleequity.order.engine.Engine;
import com.rescaleequity.order.history.OrderFilter;
import com.rescaleequity.order.trading.message.OrderState;
import com.rescaleequity.platform.page.PageCursor;
import com.rescaleequity.protocol.trading.Order;
import com.rescaleequity.protocol.trading.OrderStatus;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists of open orders only: this replica's core has them all, and no database is asked. */
@ApplicationScoped
class OpenOrderList {

    private static final Set<OrderStatus> OPEN = Set.of(OrderStatus.ACTIVE, OrderStatus.PENDING);
    private static final Comparator<OrderState> OLDEST_FIRST =
            Comparator.comparingLong(OrderState::createdAt).thenComparingLong(OrderState::orderId);

    private final CommandGate gate;
    private final Engine engine;

    OpenOrderList(CommandGate gate, Engine engine) {
        this.gate = gate;
        this.engine = engine;
    }

    /** Whether a list shows nothing but open orders. */
    static boolean holds(OrderFilter filter) {
        return !filter.statuses().isEmpty() && OPEN.containsAll(filter.statuses());
    }

    /**
     * A page of orders, one more than the limit when there are more.
     *
     * @param after where the page before ended
     */
    Uni<List<Order>> list(OrderFilter filter, PageCursor.@Nullable Key after, int limit) {
        return gate.openOrders(filter.accountId()).map(open -> page(open, filter, after, limit));
    }

    /** Only what the page shows takes another shape. */
    private List<Order> page(
            List<OrderState> open, OrderFilter filter, PageCursor.@Nullable Key after, int limit) {
        return open.stream()
                .filter(order -> after == null || isBehind(order, after, filter.ascending()))
                .sorted(filter.ascending() ? OLDEST_FIRST : OLDEST_FIRST.reversed())
                .map(engine::wire)
                .filter(filter::shows)
                .limit(limit + 1L)
                .toList();
    }

    private static boolean isBehind(OrderState order, PageCursor.Key after, boolean ascending) {
        int newer = Long.compare(order.createdAt(), after.first());
        if (newer == 0) {
            newer = Long.compare(order.orderId(), after.second());
        }
        return ascending ? newer > 0 : newer < 0;
    }
}
