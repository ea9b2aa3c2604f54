package com.rescaleequity.market.depth;

import static com.rescaleequity.platform.follower.BulkStatement.column;

import com.rescaleequity.platform.follower.BulkStatement;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The table {@code book_level}: every level that is not empty. */
public final class LevelStore {

    /** A level's total; 0 removes it. */
    public record SymbolLevel(String symbol, PriceLevel level, long quantity) {}

    private static final String UPSERT =
            """
            INSERT INTO book_level (symbol, bid, price, quantity)
            SELECT * FROM unnest(?::text[], ?::boolean[], ?::bigint[], ?::bigint[])
            ON CONFLICT (symbol, bid, price) DO UPDATE SET quantity = excluded.quantity
            """;
    private static final String DELETE =
            """
            DELETE FROM book_level l
            USING unnest(?::text[], ?::boolean[], ?::bigint[]) AS gone (symbol, bid, price)
            WHERE l.symbol = gone.symbol AND l.bid = gone.bid AND l.price = gone.price
            """;

    private LevelStore() {}

    /** Sets levels; each at most once per call. */
    public static void set(Connection connection, List<SymbolLevel> levels) throws SQLException {
        List<SymbolLevel> gone = levels.stream().filter(l -> l.quantity() == 0).toList();
        BulkStatement.execute(connection, DELETE, symbols(gone), bids(gone), prices(gone));
        List<SymbolLevel> kept = levels.stream().filter(l -> l.quantity() != 0).toList();
        Long[] quantities = column(kept, SymbolLevel::quantity, Long[]::new);
        BulkStatement.execute(
                connection, UPSERT, symbols(kept), bids(kept), prices(kept), quantities);
    }

    /** Every level. */
    public static Uni<List<SymbolLevel>> all(SqlClient client) {
        return client.query("SELECT symbol, bid, price, quantity FROM book_level")
                .execute()
                .map(rows -> {
                    List<SymbolLevel> levels = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        levels.add(
                                new SymbolLevel(
                                        row.getString(0),
                                        new PriceLevel(row.getBoolean(1), row.getLong(2)),
                                        row.getLong(3)));
                    }
                    return levels;
                });
    }

    private static String[] symbols(List<SymbolLevel> levels) {
        return column(levels, SymbolLevel::symbol, String[]::new);
    }

    private static Boolean[] bids(List<SymbolLevel> levels) {
        return column(levels, l -> l.level().bid(), Boolean[]::new);
    }

    private static Long[] prices(List<SymbolLevel> levels) {
        return column(levels, l -> l.level().price(), Long[]::new);
    }
}
