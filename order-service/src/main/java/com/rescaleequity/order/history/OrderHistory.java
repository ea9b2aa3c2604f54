package com.rescaleequity.order.history;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.order.trading.message.NewestFills;
import com.rescaleequity.platform.database.AccountSearches;
import com.rescaleequity.platform.follower.FollowerHost;
import com.rescaleequity.platform.page.PageCursor;
import com.rescaleequity.platform.view.OrderView;
import com.rescaleequity.platform.view.OrderView.FillView;
import com.rescaleequity.protocol.trading.Liquidity;
import com.rescaleequity.protocol.trading.Order;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads orders with everything that was answered before the read began, or fails with 503 when the
 * database does not let it in time.
 */
@ApplicationScoped
public class OrderHistory {

    /** Newest first, so that the key finds them and nothing older is read. */
    private static final String FILLS =
            """
            select trade_id, price, quantity, quote_quantity, fee, liquidity, executed_at
            from fills where order_id = $1 order by trade_id desc limit $2
            """;

    private static final String FILLS_UNTIL =
            """
            select trade_id, price, quantity, quote_quantity, fee, liquidity, executed_at
            from fills where order_id = $1 and trade_id <= $2 order by trade_id desc limit $3
            """;

    private static final String BY_IDS =
            "select body from orders where account_id = $1 and order_id = any($2) order by order_id";

    private static final String BY_LABEL =
            """
            select body from orders where account_id = $1 and client_order_id = $2
            order by status in (1, 2) desc, order_id desc limit 1
            """;

    private final Pool pool;
    private final FollowerHost follower;
    private final AccountSearches searches;

    public OrderHistory(Pool pool, FollowerHost follower, AccountSearches searches) {
        this.pool = pool;
        this.follower = follower;
        this.searches = searches;
    }

    /** One order of the account, with its fills. */
    public Uni<Optional<OrderView>> find(long accountId, long orderId) {
        return one(
                "select body from orders where account_id = $1 and order_id = $2",
                Tuple.of(accountId, orderId));
    }

    /**
     * The account's order with this label, with its fills: the open one, which an amendment may
     * have given a label that a newer order once had, else the newest.
     */
    public Uni<Optional<OrderView>> find(long accountId, String clientOrderId) {
        return one(BY_LABEL, Tuple.of(accountId, clientOrderId));
    }

    /** An order as it was when this was its last trade, with its newest fills until then. */
    public Uni<OrderView> withFillsUntil(Order order, long lastTradeId) {
        Tuple until = Tuple.of(order.getOrderId(), lastTradeId, NewestFills.MOST);
        return follower.read(() -> query(FILLS_UNTIL, until))
                .map(rows -> {
                    List<FillView> newest = fills(rows, order.getQuoteAsset());
                    newest.sort(Comparator.comparingLong(FillView::tradeId));
                    return OrderView.of(order, newest);
                });
    }

    /** The orders of an account that have these ids, without their fills, oldest first. */
    public Uni<List<OrderView>> findAll(long accountId, List<Long> orderIds) {
        Tuple all = Tuple.of(accountId, orderIds.toArray(Long[]::new));
        return follower.read(() -> query(BY_IDS, all))
                .map(rows -> orders(rows).stream().map(OrderView::of).toList());
    }

    /**
     * A page of orders, one more than the limit when there are more.
     *
     * @param after where the page before ended
     */
    public Uni<List<Order>> list(OrderFilter filter, PageCursor.@Nullable Key after, int limit) {
        OrderQuery query = OrderQuery.of(filter, after, limit + 1);
        return follower.read(() -> query(query.sql(), Tuple.wrap(query.values())))
                .map(OrderHistory::orders);
    }

    /**
     * The next orders of a list that is sent whole, bounded with the account's other searches. The
     * first page has everything that was answered before, and the others what it had.
     *
     * @param after where the page before ended, null for the first
     */
    public Uni<List<Order>> search(OrderFilter filter, PageCursor.@Nullable Key after, int rows) {
        OrderQuery query = OrderQuery.of(filter, after, rows);
        Supplier<Uni<List<Order>>> search =
                () ->
                        searches.piece(query.sql(), Tuple.wrap(query.values()))
                                .map(OrderHistory::orders);
        return after == null ? follower.read(search) : search.get();
    }

    private Uni<Optional<OrderView>> one(String sql, Tuple key) {
        return follower.read(() ->
                query(sql, key)
                        .map(OrderHistory::orders)
                        .chain(found ->
                                found.isEmpty()
                                        ? Uni.createFrom().item(Optional.empty())
                                        : withFills(found.getFirst())));
    }

    private Uni<Optional<OrderView>> withFills(Order order) {
        if (order.getFilledQuantity() == 0) {
            return Uni.createFrom().item(Optional.of(OrderView.of(order, List.of())));
        }
        return query(FILLS, Tuple.of(order.getOrderId(), OrderView.MOST_FILLS))
                .map(rows -> Optional.of(OrderView.of(order, fills(rows, order.getQuoteAsset()))));
    }

    private Uni<RowSet<Row>> query(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values);
    }

    private static List<FillView> fills(RowSet<Row> rows, String feeAsset) {
        List<FillView> fills = new ArrayList<>();
        for (Row row : rows) {
            fills.addFirst(
                    new FillView(
                            row.getLong(0),
                            row.getLong(1),
                            row.getLong(2),
                            row.getLong(3),
                            row.getLong(4),
                            feeAsset,
                            Liquidity.forNumber(row.getShort(5)),
                            row.getLong(6)));
        }
        return fills;
    }

    private static List<Order> orders(RowSet<Row> rows) {
        List<Order> orders = new ArrayList<>();
        for (Row row : rows) {
            orders.add(order(row));
        }
        return orders;
    }

    /** The whole order that a row shows. */
    static Order order(Row row) {
        try {
            return Order.parseFrom(row.getBuffer("body").getBytes());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("An order's row is unreadable", e);
        }
    }
}
