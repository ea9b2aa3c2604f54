package com.rescaleequity.order.history;

import static com.rescaleequity.platform.follower.BulkStatement.column;

import com.rescaleequity.platform.database.ServiceDatabase;
import com.rescaleequity.platform.follower.BulkStatement;
import com.rescaleequity.platform.follower.CopyRows;
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
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Commits orders, fills and position of one batch in one transaction, in bulk. An order is placed
 * once and changes afterwards; all of its changes within a batch are one row.
 */
@ApplicationScoped
public class HistoryWriter implements EventFollower.Sink {

    private static final String NAME = "history";
    private static final Duration PACE = Duration.ofMillis(200);
    private static final String UPDATE_ORDERS =
            """
            update orders o set client_order_id = n.client_order_id, status = n.status,
                filled_quantity = n.filled_quantity, body = n.body
            from unnest(?::bigint[], ?::text[], ?::smallint[], ?::bigint[], ?::bytea[])
                as n (order_id, client_order_id, status, filled_quantity, body)
            where o.order_id = n.order_id
            """;

    /** Of a minute and market that has a row already, an earlier fill was the first. */
    private static final String ADD_MINUTES =
            """
            insert into fill_minute (symbol, minute, sequence, trade_id)
            select * from unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
            on conflict do nothing
            """;

    /** A fill with the order that it belongs to, and the sequence of its event. */
    private record OrderFill(Order order, Fill fill, long sequence, long time) {

        Minute minute() {
            return new Minute(order.getSymbol(), FillQuery.minute(time));
        }
    }

    /** A minute of a market. */
    private record Minute(String symbol, long number) {}

    private final FollowerPosition position;

    public HistoryWriter(ServiceDatabase database) {
        this.position = new FollowerPosition(NAME, database);
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
        for (int i = 0; i < batch.events().size(); i++) {
            Event event = batch.events().get(i);
            OrderChanged change = event.getOrderChanged();
            Order order = change.getOrder();
            long id = order.getOrderId();
            boolean isNew = change.getChange() == OrderChange.CHANGE_NEW || placed.containsKey(id);
            (isNew ? placed : changed).put(id, order);
            if (change.hasFill()) {
                fills.add(
                        new OrderFill(
                                order, change.getFill(), batch.sequenceOf(i), event.getTime()));
            }
        }
        position.commit(
                batch,
                connection -> {
                    placed(placed.values()).addTo(connection);
                    update(connection, changed.values());
                    rows(fills).addTo(connection);
                    addMinutes(connection, fills);
                });
    }

    private static CopyRows placed(Collection<Order> orders) {
        CopyRows rows =
                new CopyRows(
                        "orders",
                        "order_id",
                        "account_id",
                        "client_order_id",
                        "symbol",
                        "side",
                        "type",
                        "status",
                        "filled_quantity",
                        "created_at",
                        "body");
        for (Order order : orders) {
            rows.row()
                    .put(order.getOrderId())
                    .put(order.getAccountId())
                    .put(order.getClientOrderId())
                    .put(order.getSymbol())
                    .put((short) order.getSideValue())
                    .put((short) order.getTypeValue())
                    .put((short) order.getStatusValue())
                    .put(order.getFilledQuantity())
                    .put(order.getCreatedAt())
                    .put(order.toByteArray());
        }
        return rows;
    }

    private static CopyRows rows(List<OrderFill> fills) {
        CopyRows rows =
                new CopyRows(
                        "fills",
                        "order_id",
                        "trade_id",
                        "account_id",
                        "symbol",
                        "price",
                        "quantity",
                        "quote_quantity",
                        "fee",
                        "liquidity",
                        "executed_at",
                        "sequence");
        for (OrderFill filled : fills) {
            Fill fill = filled.fill();
            rows.row()
                    .put(filled.order().getOrderId())
                    .put(fill.getTradeId())
                    .put(filled.order().getAccountId())
                    .put(filled.order().getSymbol())
                    .put(fill.getPrice())
                    .put(fill.getQuantity())
                    .put(fill.getQuoteQuantity())
                    .put(fill.getFee())
                    .put((short) fill.getLiquidityValue())
                    .put(filled.time())
                    .put(filled.sequence());
        }
        return rows;
    }

    private static void addMinutes(Connection connection, List<OrderFill> fills)
            throws SQLException {
        Map<Minute, OrderFill> firsts = new LinkedHashMap<>();
        for (OrderFill fill : fills) {
            firsts.putIfAbsent(fill.minute(), fill);
        }
        BulkStatement.execute(
                connection,
                ADD_MINUTES,
                column(firsts.keySet(), Minute::symbol, String[]::new),
                column(firsts.keySet(), Minute::number, Long[]::new),
                column(firsts.values(), OrderFill::sequence, Long[]::new),
                column(firsts.values(), fill -> fill.fill().getTradeId(), Long[]::new));
    }

    private static void update(Connection connection, Collection<Order> orders)
            throws SQLException {
        int found =
                BulkStatement.execute(
                        connection,
                        UPDATE_ORDERS,
                        column(orders, Order::getOrderId, Long[]::new),
                        column(orders, Order::getClientOrderId, String[]::new),
                        column(orders, order -> (short) order.getStatusValue(), Short[]::new),
                        column(orders, Order::getFilledQuantity, Long[]::new),
                        column(orders, Order::toByteArray, byte[][]::new));
        if (found != orders.size()) {
            throw new FollowerFault(
                    "Of %d orders that change, %d are not in the history"
                            .formatted(orders.size(), orders.size() - found));
        }
    }
}
