package com.rescaleequity.order.api;

import com.rescaleequity.order.history.OrderFilter;
import com.rescaleequity.order.history.OrderHistory;
import com.rescaleequity.platform.csv.CsvSource;
import com.rescaleequity.platform.page.PageCursor;
import com.rescaleequity.protocol.trading.Order;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of an account's orders, from the core where that has them all, else from the history. */
@ApplicationScoped
class OrderLists {

    private final OpenOrderList open;
    private final OrderHistory history;

    OrderLists(OpenOrderList open, OrderHistory history) {
        this.open = open;
        this.history = history;
    }

    /**
     * A page of orders, one more than the limit when there are more.
     *
     * @param after where the page before ended
     */
    Uni<List<Order>> page(OrderFilter filter, PageCursor.@Nullable Key after, int limit) {
        return OpenOrderList.holds(filter)
                ? open.list(filter, after, limit)
                : history.list(filter, after, limit);
    }

    /** The pages of a file. */
    CsvSource.Pages<Order> pages(OrderFilter filter) {
        return OpenOrderList.holds(filter)
                ? (after, rows) -> open.list(filter, after, rows - 1)
                : (after, rows) -> history.search(filter, after, rows);
    }
}
