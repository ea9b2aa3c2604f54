package com.rescaleequity.order.history;

import com.rescaleequity.platform.page.PageCursor;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of one page of one account's fills; the account is always its first parameter. Only the
 * filters that are given stand in it, so that the database plans for them and finds their index.
 */
record FillQuery(String sql, Tuple values) {

    private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();

    private static final String FILL =
            "f.order_id, f.trade_id, f.price, f.quantity, f.quote_quantity, f.fee, f.liquidity,"
                    + " f.executed_at, f.sequence";

    /** Every market that the account has traded in, each found by one look into the index. */
    private static final String TRADED =
            """
            with recursive market (symbol) as (
                (select f.symbol from fills f where f.account_id = $1 order by f.symbol limit 1)
                union all
                select (select f.symbol from fills f
                    where f.account_id = $1 and f.symbol > m.symbol order by f.symbol limit 1)
                from market m where m.symbol is not null)
            """;

    /** The minute of a time, both since the epoch, as the table of minutes counts them. */
    static long minute(long time) {
        return time / MINUTE_MILLIS;
    }

    static FillQuery of(FillFilter filter, PageCursor.@Nullable Key after, int rows) {
        Tuple values = Tuple.of(filter.accountId());
        String direction = filter.ascending() ? "asc" : "desc";
        String sql =
                filter.isOfOrders()
                        ? ofOrders(filter, after, rows, direction, values)
                        : ofMarkets(filter, after, rows, direction, values);
        return new FillQuery(sql, values);
    }

    /** Times and trade ids become places in the index first, and are looked at in the rows then. */
    private static String ofMarkets(
            FillFilter filter,
            PageCursor.@Nullable Key after,
            int rows,
            String direction,
            Tuple values) {
        String markets = TRADED;
        if (filter.symbol() != null) {
            markets = "with market as (select " + add(values, filter.symbol()) + "::text symbol)\n";
        }
        StringBuilder where = new StringBuilder();
        if (filter.startTime() != null) {
            where.append(" and f.sequence >= coalesce((select s.sequence from fill_minute s")
                    .append(" where s.symbol = m.symbol and s.minute <= ")
                    .append(add(values, minute(filter.startTime())))
                    .append(" order by s.minute desc limit 1), 0)");
        }
        if (filter.endTime() != null) {
            where.append(" and f.sequence < coalesce((select s.sequence from fill_minute s")
                    .append(" where s.symbol = m.symbol and s.minute > ")
                    .append(add(values, minute(filter.endTime())))
                    .append(" order by s.minute limit 1), ")
                    .append(Long.MAX_VALUE)
                    .append(')');
        }
        if (filter.fromId() != null) {
            where.append(" and f.sequence >= coalesce((select s.sequence from fill_minute s")
                    .append(" where s.symbol = m.symbol and s.trade_id <= ")
                    .append(add(values, filter.fromId()))
                    .append(" order by s.trade_id desc limit 1), 0)");
        }
        if (after != null) {
            where.append(" and f.sequence ")
                    .append(filter.ascending() ? "> " : "< ")
                    .append(add(values, after.first()));
        }
        addBounds(where, filter, values);
        // The next of each market, and of those the next.
        return markets
                + """
                select page.*, o.body from (
                    select found.* from market m cross join lateral (
                        select %s from fills f where f.account_id = $1 and f.symbol = m.symbol%s
                        order by f.sequence %s limit %d) found
                    order by found.sequence %s limit %d) page
                join orders o on o.order_id = page.order_id
                order by page.sequence %s
                """
                        .formatted(FILL, where, direction, rows, direction, rows, direction);
    }

    private static String ofOrders(
            FillFilter filter,
            PageCursor.@Nullable Key after,
            int rows,
            String direction,
            Tuple values) {
        StringBuilder where = new StringBuilder();
        if (after != null) {
            // The table's key leads to a place in one order; of several only their rows tell.
            boolean one = filter.orderId() != null;
            where.append(one ? " and f.trade_id " : " and f.sequence ")
                    .append(filter.ascending() ? "> " : "< ")
                    .append(add(values, one ? after.second() : after.first()));
        }
        addBounds(where, filter, values);
        StringBuilder meant = new StringBuilder();
        compare(meant, values, "o.order_id = ", filter.orderId());
        compare(meant, values, "o.client_order_id = ", filter.clientOrderId());
        compare(meant, values, "o.symbol = ", filter.symbol());
        // The next of each order that is meant, and of those the next.
        return """
        select page.*, o.body from orders o cross join lateral (
            select %s from fills f where f.order_id = o.order_id%s
            order by f.trade_id %s limit %d) page
        where o.account_id = $1%s
        order by page.sequence %s limit %d
        """
                .formatted(FILL, where, direction, rows, meant, direction, rows);
    }

    private static void addBounds(StringBuilder where, FillFilter filter, Tuple values) {
        compare(where, values, "f.executed_at >= ", filter.startTime());
        compare(where, values, "f.executed_at <= ", filter.endTime());
        compare(where, values, "f.trade_id >= ", filter.fromId());
    }

    private static void compare(
            StringBuilder sql, Tuple values, String comparison, @Nullable Object value) {
        if (value != null) {
            sql.append(" and ").append(comparison).append(add(values, value));
        }
    }

    /** The name of a further parameter. */
    private static String add(Tuple values, Object value) {
        values.addValue(value);
        return "$" + values.size();
    }
}
