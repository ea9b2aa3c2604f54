package com.rescaleequity.order.api;

import com.rescaleequity.order.engine.Engine;
import com.rescaleequity.order.history.OrderFilter;
import com.rescaleequity.platform.follower.LogEnd;
import com.rescaleequity.platform.follower.ReadBarrier;
import com.rescaleequity.platform.page.PageCursor;
import com.rescaleequity.protocol.trading.Order;
import com.rescaleequity.protocol.trading.OrderStatus;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists of open orders only: this replica's core has them all, and no database is asked. */
@ApplicationScoped
class OpenOrderList {

    private static final Set<OrderStatus> OPEN = Set.of(OrderStatus.ACTIVE, OrderStatus.PENDING);
    private static final Comparator<Order> OLDEST_FIRST =
            Comparator.comparingLong(Order::getCreatedAt).thenComparingLong(Order::getOrderId);

    private final Engine engine;
    private final ReadBarrier barrier;

    OpenOrderList(Engine engine, LogEnd logEnd) {
        this.engine = engine;
        barrier = new ReadBarrier(logEnd, engine.coverage());
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
        return barrier.await()
                .chain(() -> engine.openOrders(filter.accountId()))
                .map(open -> page(open.stream(), filter, after, limit));
    }

    private static List<Order> page(
            Stream<Order> open, OrderFilter filter, PageCursor.@Nullable Key after, int limit) {
        return open.filter(filter::shows)
                .filter(order -> after == null || isBehind(order, after, filter.ascending()))
                .sorted(filter.ascending() ? OLDEST_FIRST : OLDEST_FIRST.reversed())
                .limit(limit + 1L)
                .toList();
    }

    private static boolean isBehind(Order order, PageCursor.Key after, boolean ascending) {
        int newer = Long.compare(order.getCreatedAt(), after.first());
        if (newer == 0) {
            newer = Long.compare(order.getOrderId(), after.second());
        }
        return ascending ? newer > 0 : newer < 0;
    }
}
