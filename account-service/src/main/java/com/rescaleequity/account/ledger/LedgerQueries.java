package com.rescaleequity.account.ledger;

import com.rescaleequity.account.accounts.Account;
import com.rescaleequity.platform.database.AccountSearches;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
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
    private static final String STANDING =
            """
            SELECT a.account_id, a.label, a.tier, a.fee_tier, a.status, a.sandbox, a.created_at,
                asset, total, held, average_cost::text, updated_at
            FROM account a LEFT JOIN balance b USING (account_id)
            WHERE a.account_id = $1 ORDER BY asset\
            """;
    private static final String VOLUME =
            """
            SELECT coalesce(sum(volume), 0)::text FROM trading_volume
            WHERE account_id = $1 AND day >= $2\
            """;
    private static final String RECORDED =
            """
            SELECT count(DISTINCT reference_id) FROM journal_entry
            WHERE kind <> 'trade' AND reference_id = ANY ($1::text[])\
            """;

    private static final String OF_RARE_KIND = " AND p.kind <> 'trade' AND p.account_id > 1";

    private final Pool pool;
    private final AccountSearches heavy;
    private final LedgerStore store;

    LedgerQueries(Pool pool, AccountSearches heavy, LedgerStore store) {
        this.pool = pool;
        this.heavy = heavy;
        this.store = store;
    }

    /** The account's balances, by asset; assets that it never had are missing. */
    public Uni<List<AccountBalance>> balances(long accountId) {
        return pool.preparedQuery(BALANCES)
                .execute(Tuple.of(accountId))
                .map(rows -> {
                    List<AccountBalance> balances = new ArrayList<>();
                    rows.forEach(row -> balances.add(balance(row)));
                    return balances;
                });
    }

    /** An account and its balances, by asset. */
    public record Standing(Account account, List<AccountBalance> balances) {}

    /** The account as it stands, in one question; a key without an account is not valid. */
    public Uni<Standing> standing(long accountId) {
        return pool.preparedQuery(STANDING)
                .execute(Tuple.of(accountId))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Account.unknown();
                    }
                    List<AccountBalance> balances = new ArrayList<>();
                    for (Row row : rows) {
                        if (row.getString("asset") != null) {
                            balances.add(balance(row));
                        }
                    }
                    return new Standing(Account.of(rows.iterator().next()), balances);
                });
    }

    private static AccountBalance balance(Row row) {
        return new AccountBalance(
                row.getString("asset"),
                row.getLong("total"),
                row.getLong("held"),
                new BigDecimal(row.getString("average_cost")),
                row.getLong("updated_at"));
    }

    /** Value that the account has traded since the beginning of a day, in the account currency. */
    public Uni<BigDecimal> volume(long accountId, long sinceDay) {
        return pool.preparedQuery(VOLUME)
                .execute(Tuple.of(accountId, sinceDay))
                .map(rows -> rows.iterator().next().getString(0))
                .map(units -> new BigDecimal(units).movePointLeft(8).stripTrailingZeros());
    }

    /** Whether the journal has all of these moves. */
    public Uni<Boolean> hasMoves(List<String> references) {
        return pool.preparedQuery(RECORDED)
                .execute(Tuple.tuple().addArrayOfString(references.toArray(String[]::new)))
                .map(rows -> rows.iterator().next().getLong(0) == references.size());
    }

    /** Every listed market by symbol. */
    public Map<String, LedgerMarket> markets() {
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
        Search search = search(accountId, filter, ascending, most);
        return heavy.rows(accountId, search.sql(), search.parameters()).map(LedgerQueries::lines);
    }

    /** The same for a piece of a file. */
    public Uni<List<LedgerLine>> linesOfFile(
            long accountId, LineFilter filter, boolean ascending, int most) {
        Search search = search(accountId, filter, ascending, most);
        return heavy.piece(search.sql(), search.parameters()).map(LedgerQueries::lines);
    }

    private static List<LedgerLine> lines(RowSet<Row> rows) {
        List<LedgerLine> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    /** A query and what its parameters stand for. */
    record Search(String sql, Tuple parameters) {}

    /**
     * The query of a page: the next lines of each asset that the account has, and of those the
     * next. Only the filters that are given stand in it, so that the database always plans for them
     * and finds their index; times become places in the journal, whose entries come in their order.
     */
    static Search search(long accountId, LineFilter filter, boolean ascending, int most) {
        Tuple parameters = Tuple.of(accountId, most);
        StringBuilder assets = new StringBuilder("b.account_id = $1");
        StringBuilder lines = new StringBuilder("p.account_id = $1 AND p.asset = b.asset");
        if (filter.asset() != null) {
            assets.append(" AND b.asset = $").append(add(parameters, filter.asset()));
        }
        if (filter.kind() != null) {
            lines.append(filter.kind() == EntryKind.TRADE ? "" : OF_RARE_KIND)
                    .append(" AND p.kind = $")
                    .append(add(parameters, filter.kind().text()));
        }
        if (filter.startTime() != null) {
            lines.append(" AND p.entry_id >= (SELECT entry_id FROM journal_entry WHERE at >= $")
                    .append(add(parameters, filter.startTime()))
                    .append(" ORDER BY at, entry_id LIMIT 1)");
        }
        if (filter.endTime() != null) {
            lines.append(" AND p.entry_id <= (SELECT entry_id FROM journal_entry WHERE at <= $")
                    .append(add(parameters, filter.endTime()))
                    .append(" ORDER BY at DESC, entry_id DESC LIMIT 1)");
        }
        LineId after = filter.after();
        if (after != null) {
            lines.append(" AND (p.entry_id, p.line) ")
                    .append(ascending ? ">" : "<")
                    .append(" ($")
                    .append(add(parameters, after.entryId()))
                    .append(", $")
                    .append(add(parameters, after.line()))
                    .append("::int)");
        }
        String order = ascending ? "entry_id, line" : "entry_id DESC, line DESC";
        String page =
                """
                SELECT p.*, e.reference_id, e.at
                FROM (SELECT found.* FROM balance b CROSS JOIN LATERAL
                        (SELECT entry_id, line, kind, asset, amount, balance_after FROM posting p
                        WHERE %s ORDER BY %s LIMIT $2) found
                    WHERE %s ORDER BY %s LIMIT $2) p
                JOIN journal_entry e USING (entry_id) ORDER BY %s\
                """
                        .formatted(lines, order, assets, order, order);
        return new Search(page, parameters);
    }

    private static int add(Tuple parameters, Object value) {
        parameters.addValue(value);
        return parameters.size();
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
