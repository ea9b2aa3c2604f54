package com.rescaleequity.market.candle;

import static com.rescaleequity.platform.follower.BulkStatement.column;

import com.rescaleequity.platform.follower.BulkStatement;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The table {@code candle}: only intervals that had trades; the rest is filled when read. */
public final class CandleStore {

    /** A candle of one market. */
    public record SymbolCandle(String symbol, Interval interval, Candle candle) {}

    private static final String COLUMNS =
            "symbol, span, open_time, open, high, low, close, volume, quote_volume, trades";
    private static final String MERGE =
            """
            INSERT INTO candle AS c (%s)
            SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[],
                ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
            ON CONFLICT (symbol, span, open_time) DO UPDATE SET
                high = greatest(c.high, excluded.high),
                low = least(c.low, excluded.low),
                close = excluded.close,
                volume = least(9223372036854775807,
                    c.volume::numeric + excluded.volume)::bigint,
                quote_volume = least(9223372036854775807,
                    c.quote_volume::numeric + excluded.quote_volume)::bigint,
                trades = c.trades + excluded.trades
            """
                    .formatted(COLUMNS);
    private static final String RANGE =
            """
            (SELECT %s FROM candle WHERE symbol = $1 AND span = $2 AND open_time < $3
                ORDER BY open_time DESC LIMIT 1)
            UNION ALL
            (SELECT %s FROM candle WHERE symbol = $1 AND span = $2
                AND open_time BETWEEN $3 AND $4 ORDER BY open_time)
            """
                    .formatted(COLUMNS, COLUMNS);
    private static final String RECENT =
            """
            SELECT row.* FROM unnest($2::text[], $3::bigint[]) AS wanted (interval, start)
            CROSS JOIN LATERAL (
                (SELECT %s FROM candle WHERE symbol = $1 AND span = wanted.interval
                    AND open_time < wanted.start ORDER BY open_time DESC LIMIT 1)
                UNION ALL
                (SELECT %s FROM candle WHERE symbol = $1 AND span = wanted.interval
                    AND open_time >= wanted.start)) AS row
            ORDER BY row.span, row.open_time
            """
                    .formatted(COLUMNS, COLUMNS);

    private CandleStore() {}

    /** Adds later trades to the stored candles; each candle at most once per call. */
    public static void merge(Connection connection, List<SymbolCandle> candles)
            throws SQLException {
        BulkStatement.execute(
                connection,
                MERGE,
                column(candles, SymbolCandle::symbol, String[]::new),
                column(candles, c -> c.interval().text(), String[]::new),
                column(candles, c -> c.candle().openTime(), Long[]::new),
                column(candles, c -> c.candle().open(), Long[]::new),
                column(candles, c -> c.candle().high(), Long[]::new),
                column(candles, c -> c.candle().low(), Long[]::new),
                column(candles, c -> c.candle().close(), Long[]::new),
                column(candles, c -> c.candle().volume(), Long[]::new),
                column(candles, c -> c.candle().quoteVolume(), Long[]::new),
                column(candles, c -> c.candle().trades(), Long[]::new));
    }

    /** The stored candles of a range, ascending, after the last one before it. */
    public static Uni<List<Candle>> read(SqlClient client, String symbol, CandleRange range) {
        return client.preparedQuery(RANGE)
                .execute(Tuple.of(symbol, range.interval().text(), range.first(), range.last()))
                .map(rows -> all(rows).stream().map(SymbolCandle::candle).toList());
    }

    /** What {@link RecentCandles} hold of a market at this time, in the order of their adding. */
    public static Uni<List<SymbolCandle>> recent(SqlClient client, String symbol, long time) {
        Interval[] intervals = Interval.values();
        String[] spans = new String[intervals.length];
        Long[] starts = new Long[intervals.length];
        for (int i = 0; i < intervals.length; i++) {
            spans[i] = intervals[i].text();
            starts[i] = RecentCandles.start(intervals[i], time);
        }
        return client.preparedQuery(RECENT)
                .execute(
                        Tuple.tuple()
                                .addString(symbol)
                                .addArrayOfString(spans)
                                .addArrayOfLong(starts))
                .map(CandleStore::all);
    }

    private static List<SymbolCandle> all(RowSet<Row> rows) {
        List<SymbolCandle> candles = new ArrayList<>(rows.size());
        for (Row row : rows) {
            candles.add(
                    new SymbolCandle(
                            row.getString(0),
                            Interval.of(row.getString(1)),
                            new Candle(
                                    row.getLong(2),
                                    row.getLong(3),
                                    row.getLong(4),
                                    row.getLong(5),
                                    row.getLong(6),
                                    row.getLong(7),
                                    row.getLong(8),
                                    row.getLong(9))));
        }
        return candles;
    }
}
