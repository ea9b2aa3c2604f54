package com.rescaleequity.market.depth;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** The table {@code book_level}: every level that is not empty. */
public final class LevelStore {

    /** A level's total; 0 removes it. */
    public record SymbolLevel(String symbol, PriceLevel level, long quantity) {}

    private static final String UPSERT =
            """
            INSERT INTO book_level (symbol, bid, price, quantity)
            SELECT * FROM unnest($1::text[], $2::boolean[], $3::bigint[], $4::bigint[])
            ON CONFLICT (symbol, bid, price) DO UPDATE SET quantity = excluded.quantity
            """;
    private static final String DELETE =
            """
            DELETE FROM book_level l
            USING unnest($1::text[], $2::boolean[], $3::bigint[]) AS gone (symbol, bid, price)
            WHERE l.symbol = gone.symbol AND l.bid = gone.bid AND l.price = gone.price
            """;

    private LevelStore() {}

    /** Sets levels; each at most once per call. */
    public static Uni<Void> set(SqlClient client, List<SymbolLevel> levels) {
        List<SymbolLevel> gone = levels.stream().filter(l -> l.quantity() == 0).toList();
        List<SymbolLevel> kept = levels.stream().filter(l -> l.quantity() != 0).toList();
        List<Uni<Void>> writes = new ArrayList<>();
        if (!gone.isEmpty()) {
            writes.add(client.preparedQuery(DELETE).execute(keys(gone)).replaceWithVoid());
        }
        if (!kept.isEmpty()) {
            Long[] quantities = kept.stream().map(SymbolLevel::quantity).toArray(Long[]::new);
            writes.add(
                    client.preparedQuery(UPSERT)
                            .execute(keys(kept).addArrayOfLong(quantities))
                            .replaceWithVoid());
        }
        return writes.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(writes).andFailFast().replaceWithVoid();
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

    private static Tuple keys(List<SymbolLevel> levels) {
        return Tuple.tuple()
                .addArrayOfString(levels.stream().map(SymbolLevel::symbol).toArray(String[]::new))
                .addArrayOfBoolean(
                        levels.stream().map(l -> l.level().bid()).toArray(Boolean[]::new))
                .addArrayOfLong(levels.stream().map(l -> l.level().price()).toArray(Long[]::new));
    }
}
