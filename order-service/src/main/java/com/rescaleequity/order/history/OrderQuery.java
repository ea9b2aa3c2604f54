package com.rescaleequity.order.history;

import com.rescaleequity.platform.page.PageCursor;
import com.rescaleequity.protocol.trading.OrderStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQL of one page of one account's orders; the account is always its first predicate. */
record OrderQuery(String sql, List<Object> values) {

    static OrderQuery of(OrderFilter filter, PageCursor.@Nullable Key after, int rows) {
        StringBuilder sql = new StringBuilder("select body from orders where account_id = $1");
        List<Object> values = new ArrayList<>();
        values.add(filter.accountId());
        if (!filter.statuses().isEmpty()) {
            values.add(
                    filter.statuses().stream()
                            .map(OrderStatus::getNumber)
                            .map(Integer::shortValue)
                            .toArray(Short[]::new));
            sql.append(" and status = any($").append(values.size()).append(')');
        }
        equal(sql, values, "symbol", filter.symbol());
        equal(
                sql,
                values,
                "side",
                filter.side() == null ? null : (short) filter.side().getNumber());
        equal(
                sql,
                values,
                "type",
                filter.type() == null ? null : (short) filter.type().getNumber());
        equal(sql, values, "client_order_id", filter.clientOrderId());
        compare(sql, values, "created_at >= ", filter.startTime());
        compare(sql, values, "created_at <= ", filter.endTime());
        if (after != null) {
            values.add(after.first());
            values.add(after.second());
            sql.append(" and (created_at, order_id) ")
                    .append(filter.ascending() ? '>' : '<')
                    .append(" ($")
                    .append(values.size() - 1)
                    .append(", $")
                    .append(values.size())
                    .append(')');
        }
        String direction = filter.ascending() ? "asc" : "desc";
        sql.append(" order by created_at ")
                .append(direction)
                .append(", order_id ")
                .append(direction)
                .append(" limit ")
                .append(rows);
        return new OrderQuery(sql.toString(), values);
    }

    private static void equal(
            StringBuilder sql, List<Object> values, String column, @Nullable Object value) {
        compare(sql, values, column + " = ", value);
    }

    private static void compare(
            StringBuilder sql, List<Object> values, String comparison, @Nullable Object value) {
        if (value != null) {
            values.add(value);
            sql.append(" and ").append(comparison).append('$').append(values.size());
        }
    }
}
