package com.rescaleequity.order.history;

import static com.rescaleequity.platform.follower.FollowerPosition.now;

import com.rescaleequity.platform.follower.EventBatch;
import com.rescaleequity.platform.follower.EventFollower;
import com.rescaleequity.platform.follower.FollowerFault;
import com.rescaleequity.platform.follower.FollowerPosition;
import com.rescaleequity.platform.follower.Position;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.Fill;
import com.rescaleequity.protocol.trading.Order;
import com.rescaleequity.protocol.trading.OrderChange;
import com.rescaleequity.protocol.trading.OrderChanged;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Commits orders, fills and position of one batch in one transaction, in bulk. An order is placed
 * once and changes afterwards; all of its changes within a batch are one row.
 */
@ApplicationScoped
public class HistoryWriter implements EventFollower.Sink {

    private static final String NAME = "history";
    private static final Duration PACE = Duration.ofMillis(200);
    private static final String INSERT_ORDERS =
            """
            insert into orders (order_id, account_id, client_order_id, symbol, side, type, status,
                filled_quantity, created_at, body)
            select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[],
                $5::smallint[], $6::smallint[], $7::smallint[], $8::bigint[], $9::bigint[],
                $10::bytea[])
            """;
    private static final String UPDATE_ORDERS =
            """
            update orders o set client_order_id = n.client_order_id, status = n.status,
                filled_quantity = n.filled_quantity, body = n.body
            from unnest($1::bigint[], $2::text[], $3::smallint[], $4::bigint[], $5::bytea[])
                as n (order_id, client_order_id, status, filled_quantity, body)
            where o.order_id = n.order_id
            """;
    private static final String INSERT_FILLS =
            """
            insert into fills (order_id, trade_id, account_id, symbol, price, quantity,
                quote_quantity, fee, liquidity, executed_at)
            select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[],
                $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::smallint[],
                $10::bigint[])
            """;

    /** A fill with the order that it belongs to. */
    private record OrderFill(Order order, Fill fill, long time) {}

    private final FollowerPosition position;

    public HistoryWriter(Pool pool) {
        this.position = new FollowerPosition(NAME, pool);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Event.BodyCase> wanted() {
        return Set.of(Event.BodyCase.ORDER_CHANGED);
    }

    @Override
    public Duration pace() {
        return PACE;
    }

    @Override
    public Position load() {
        return position.load();
    }

    /** A history that stands still stops reads, with 503, but never trading. */
    @Override
    public boolean isReadyWithoutFollower() {
        return true;
    }

    @Override
    public void apply(EventBatch batch) {
        Map<Long, Order> placed = new LinkedHashMap<>();
        Map<Long, Order> changed = new LinkedHashMap<>();
        List<OrderFill> fills = new ArrayList<>();
        for (Event event : batch.events()) {
            OrderChanged change = event.getOrderChanged();
            Order order = change.getOrder();
            long id = order.getOrderId();
            boolean isNew = change.getChange() == OrderChange.CHANGE_NEW || placed.containsKey(id);
            (isNew ? placed : changed).put(id, order);
            if (change.hasFill()) {
                fills.add(new OrderFill(order, change.getFill(), event.getTime()));
            }
        }
        position.commit(
                batch,
                connection -> {
                    insertOrders(connection, placed.values());
                    updateOrders(connection, changed.values());
                    insertFills(connection, fills);
                });
    }

    private static void insertOrders(SqlConnection connection, Collection<Order> orders) {
        write(
                connection,
                INSERT_ORDERS,
                longs(orders, Order::getOrderId),
                longs(orders, Order::getAccountId),
                texts(orders, Order::getClientOrderId),
                texts(orders, Order::getSymbol),
                shorts(orders, Order::getSideValue),
                shorts(orders, Order::getTypeValue),
                shorts(orders, Order::getStatusValue),
                longs(orders, Order::getFilledQuantity),
                longs(orders, Order::getCreatedAt),
                bodies(orders));
    }

    private static void updateOrders(SqlConnection connection, Collection<Order> orders) {
        int rows =
                write(
                        connection,
                        UPDATE_ORDERS,
                        longs(orders, Order::getOrderId),
                        texts(orders, Order::getClientOrderId),
                        shorts(orders, Order::getStatusValue),
                        longs(orders, Order::getFilledQuantity),
                        bodies(orders));
        if (rows != orders.size()) {
            throw new FollowerFault(
                    "Of %d orders that change, %d are not in the history"
                            .formatted(orders.size(), orders.size() - rows));
        }
    }

    private static void insertFills(SqlConnection connection, List<OrderFill> fills) {
        write(
                connection,
                INSERT_FILLS,
                longs(fills, f -> f.order().getOrderId()),
                longs(fills, f -> f.fill().getTradeId()),
                longs(fills, f -> f.order().getAccountId()),
                texts(fills, f -> f.order().getSymbol()),
                longs(fills, f -> f.fill().getPrice()),
                longs(fills, f -> f.fill().getQuantity()),
                longs(fills, f -> f.fill().getQuoteQuantity()),
                longs(fills, f -> f.fill().getFee()),
                shorts(fills, f -> f.fill().getLiquidityValue()),
                longs(fills, OrderFill::time));
    }

    /** Executes a statement about rows, if there are any, and says how many it met. */
    private static int write(SqlConnection connection, String sql, Object[]... columns) {
        if (columns[0].length == 0) {
            return 0;
        }
        Tuple rows = Tuple.wrap(Arrays.<Object>asList((Object[]) columns));
        return now(connection.preparedQuery(sql).execute(rows)).rowCount();
    }

    private static Buffer[] bodies(Collection<Order> orders) {
        return orders.stream()
                .map(order -> Buffer.buffer(order.toByteArray()))
                .toArray(Buffer[]::new);
    }

    private static <T> Long[] longs(Collection<T> rows, Function<T, Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }

    private static <T> String[] texts(Collection<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private static <T> Short[] shorts(Collection<T> rows, Function<T, Integer> column) {
        return rows.stream().map(column).map(Integer::shortValue).toArray(Short[]::new);
    }
}
