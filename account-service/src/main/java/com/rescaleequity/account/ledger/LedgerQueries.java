package com.rescaleequity.account.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads of the ledger; every one of them names the account. Wait for {@link Ledger} first. */
@ApplicationScoped
public class LedgerQueries {

    private static final String BALANCES =
            """
            SELECT asset, total, held, average_cost::text, updated_at FROM balance
            WHERE account_id = $1 ORDER BY asset\
            """;
    private static final String VOLUME =
            """
            SELECT coalesce(sum(volume), 0)::bigint FROM trading_volume
            WHERE account_id = $1 AND day >= $2\
            """;
    private static final String RECORDED =
            """
            SELECT count(DISTINCT reference_id) FROM journal_entry
            WHERE kind <> 'trade' AND reference_id = ANY ($1::text[])\
            """;

    private final Pool pool;
    private final LedgerStore store;

    LedgerQueries(Pool pool, LedgerStore store) {
        this.pool = pool;
        this.store = store;
    }

    /** The account's balances, by asset; assets that it never had are missing. */
    public Uni<List<AccountBalance>> balances(long accountId) {
        return pool.preparedQuery(BALANCES)
                .execute(Tuple.of(accountId))
                .map(rows -> {
                    List<AccountBalance> balances = new ArrayList<>();
                    rows.forEach(row -> balances.add(LedgerStore.balance(row)));
                    return balances;
                });
    }

    /** Quote value that the account has traded since the beginning of a day, in units. */
    public Uni<Long> volume(long accountId, long sinceDay) {
        return pool.preparedQuery(VOLUME)
                .execute(Tuple.of(accountId, sinceDay))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Whether the journal has all of these moves. */
    public Uni<Boolean> hasMoves(List<String> references) {
        return pool.preparedQuery(RECORDED)
                .execute(Tuple.tuple().addArrayOfString(references.toArray(String[]::new)))
                .map(rows -> rows.iterator().next().getLong(0) == references.size());
    }

    /** Every listed market by symbol. */
    public Map<String, Market> markets() {
        return store.markets();
    }

    /**
     * Which lines of the journal are wanted; nulls do not restrict.
     *
     * @param after the last line seen, to go on behind it
     */
    public record LineFilter(
            @Nullable String asset,
            @Nullable EntryKind kind,
            @Nullable Long startTime,
            @Nullable Long endTime,
            @Nullable LineId after) {}

    /** A line's place in the journal. */
    public record LineId(long entryId, int line) {}

    /** A line of the account's ledger. */
    public record LedgerLine(
            LineId id,
            EntryKind kind,
            String asset,
            long amount,
            long balanceAfter,
            String referenceId,
            long time) {}

    /** Lines of an account's ledger, newest or oldest first. */
    public Uni<List<LedgerLine>> lines(
            long accountId, LineFilter filter, boolean ascending, int most) {
        String order = ascending ? "ASC" : "DESC";
        String beyond = ascending ? ">" : "<";
        String sql =
                """
                SELECT p.entry_id, p.line, p.kind, p.asset, p.amount, p.balance_after,
                    e.reference_id, e.at
                FROM posting p JOIN journal_entry e USING (entry_id)
                WHERE p.account_id = $1
                    AND ($2::text IS NULL OR p.asset = $2)
                    AND ($3::text IS NULL OR p.kind = $3)
                    AND ($4::bigint IS NULL OR e.at >= $4)
                    AND ($5::bigint IS NULL OR e.at <= $5)
                    AND ($6::bigint IS NULL OR (p.entry_id, p.line) %s ($6, $7::int))
                ORDER BY p.entry_id %s, p.line %s LIMIT $8\
                """
                        .formatted(beyond, order, order);
        LineId after = filter.after();
        Tuple parameters =
                Tuple.tuple()
                        .addLong(accountId)
                        .addString(filter.asset())
                        .addString(filter.kind() == null ? null : filter.kind().text())
                        .addLong(filter.startTime())
                        .addLong(filter.endTime())
                        .addLong(after == null ? null : after.entryId())
                        .addInteger(after == null ? null : after.line())
                        .addInteger(most);
        return pool.preparedQuery(sql)
                .execute(parameters)
                .map(rows -> {
                    List<LedgerLine> lines = new ArrayList<>();
                    rows.forEach(row -> lines.add(line(row)));
                    return lines;
                });
    }

    private static LedgerLine line(Row row) {
        return new LedgerLine(
                new LineId(row.getLong("entry_id"), row.getShort("line")),
                EntryKind.valueOf(row.getString("kind").toUpperCase(java.util.Locale.ROOT)),
                row.getString("asset"),
                row.getLong("amount"),
                row.getLong("balance_after"),
                row.getString("reference_id"),
                row.getLong("at"));
    }
}
