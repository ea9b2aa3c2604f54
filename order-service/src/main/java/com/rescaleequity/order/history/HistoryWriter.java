package com.rescaleequity.order.history;

import static com.rescaleequity.platform.follower.FollowerPosition.now;

import com.rescaleequity.platform.follower.EventBatch;
import com.rescaleequity.platform.follower.EventFollower;
import com.rescaleequity.platform.follower.FollowerPosition;
import com.rescaleequity.platform.follower.Position;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.Fill;
import com.rescaleequity.protocol.trading.Order;
import io.smallrye.mutiny.Uni;
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

/** Commits orders, fills and position of one batch in one transaction, in bulk. */
@ApplicationScoped
public class HistoryWriter implements EventFollower.Sink {

    private static final String NAME = "history";
    private static final Duration PACE = Duration.ofMillis(200);
    private static final String UPSERT_ORDERS =
            """
            insert into orders (order_id, account_id, client_order_id, symbol, side, type, status,
                quantity, limit_price, filled_quantity, filled_value, created_at, updated_at, body)
            select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[],
                $5::smallint[], $6::smallint[], $7::smallint[], $8::bigint[], $9::bigint[],
                $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bytea[])
            on conflict (order_id) do update set
                status = excluded.status, quantity = excluded.quantity,
                limit_price = excluded.limit_price, filled_quantity = excluded.filled_quantity,
                filled_value = excluded.filled_value, updated_at = excluded.updated_at,
                client_order_id = excluded.client_order_id, body = excluded.body
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
        Map<Long, Order> orders = new LinkedHashMap<>();
        List<OrderFill> fills = new ArrayList<>();
        for (Event event : batch.events()) {
            if (event.hasOrderChanged()) {
                Order order = event.getOrderChanged().getOrder();
                orders.put(order.getOrderId(), order);
                if (event.getOrderChanged().hasFill()) {
                    fills.add(
                            new OrderFill(
                                    order, event.getOrderChanged().getFill(), event.getTime()));
                }
            }
        }
        position.commit(batch, connection -> write(connection, orders.values(), fills));
    }

    private static void write(
            SqlConnection connection, Collection<Order> orders, List<OrderFill> fills) {
        if (!orders.isEmpty()) {
            now(upsertOrders(connection, orders));
        }
        if (!fills.isEmpty()) {
            now(insertFills(connection, fills));
        }
    }

    private static Uni<Void> upsertOrders(SqlConnection connection, Collection<Order> orders) {
        return connection
                .preparedQuery(UPSERT_ORDERS)
                .execute(
                        Tuple.wrap(
                                Arrays.asList(
                                        longs(orders, Order::getOrderId),
                                        longs(orders, Order::getAccountId),
                                        texts(orders, Order::getClientOrderId),
                                        texts(orders, Order::getSymbol),
                                        shorts(orders, Order::getSideValue),
                                        shorts(orders, Order::getTypeValue),
                                        shorts(orders, Order::getStatusValue),
                                        longs(orders, Order::getQuantity),
                                        longs(orders, Order::getLimitPrice),
                                        longs(orders, Order::getFilledQuantity),
                                        longs(orders, Order::getFilledValue),
                                        longs(orders, Order::getCreatedAt),
                                        longs(orders, Order::getUpdatedAt),
                                        orders.stream()
                                                .map(o -> Buffer.buffer(o.toByteArray()))
                                                .toArray(Buffer[]::new))))
                .replaceWithVoid();
    }

    private static Uni<Void> insertFills(SqlConnection connection, List<OrderFill> fills) {
        return connection
                .preparedQuery(INSERT_FILLS)
                .execute(
                        Tuple.wrap(
                                Arrays.asList(
                                        longs(fills, f -> f.order().getOrderId()),
                                        longs(fills, f -> f.fill().getTradeId()),
                                        longs(fills, f -> f.order().getAccountId()),
                                        texts(fills, f -> f.order().getSymbol()),
                                        longs(fills, f -> f.fill().getPrice()),
                                        longs(fills, f -> f.fill().getQuantity()),
                                        longs(fills, f -> f.fill().getQuoteQuantity()),
                                        longs(fills, f -> f.fill().getFee()),
                                        shorts(fills, f -> f.fill().getLiquidityValue()),
                                        longs(fills, OrderFill::time))))
                .replaceWithVoid();
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
