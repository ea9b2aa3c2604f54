package com.rescaleequity.account.reports;

import com.rescaleequity.platform.view.AccountIds;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Reports of a UTC day, from the journal. Amounts are decimals, of any size. */
@ApplicationScoped
public class DailyReports {

    private static final int TOP = 20;
    private static final String TRADES =
            "SELECT count(*) FROM journal_entry WHERE kind = 'trade' AND at >= $1 AND at < $2";

    /**
     * What moved by kind, without the outside world's side of it and what traders pay one another.
     */
    private static final String MOVES =
            """
            SELECT p.asset, p.kind,
                (sum(p.amount) FILTER (WHERE p.amount > 0))::text,
                (sum(p.amount) FILTER (WHERE p.amount < 0))::text
            FROM journal_entry e JOIN posting p USING (entry_id)
            WHERE e.at >= $1 AND e.at < $2 AND p.account_id > 0
                AND (p.kind IN ('deposit', 'withdrawal', 'adjustment')
                    OR p.kind = 'fee' AND p.account_id = 1)
            GROUP BY p.asset, p.kind ORDER BY p.asset, p.kind\
            """;

    private static final String BALANCES =
            """
            SELECT asset, sum(total)::text, sum(held)::text FROM balance
            WHERE account_id > 1 GROUP BY asset ORDER BY asset\
            """;

    /** Each trade is in the volume of both its sides. */
    private static final String VOLUME =
            "SELECT (coalesce(sum(volume), 0) / 2)::text FROM trading_volume WHERE day = $1";

    private static final String TOP_ACCOUNTS =
            """
            SELECT account_id, volume::text FROM trading_volume WHERE day = $1
            ORDER BY volume DESC, account_id LIMIT %d\
            """
                    .formatted(TOP);

    private final Pool pool;

    DailyReports(Pool pool) {
        this.pool = pool;
    }

    /**
     * What moved.
     *
     * @param kind deposit, withdrawal, adjustment or fee
     * @param in what came to accounts; of fees, what the exchange got
     * @param out what left them, positive
     */
    public record Move(String asset, String kind, BigDecimal in, BigDecimal out) {}

    /** What all accounts have of an asset at this moment, and what their orders hold of it. */
    public record Owed(String asset, BigDecimal total, BigDecimal reserved) {}

    /** How much an account has traded, in the account currency. */
    public record Trader(String accountId, BigDecimal volume) {}

    /**
     * A day.
     *
     * @param volume in the account currency
     */
    public record Report(
            String date,
            long trades,
            BigDecimal volume,
            List<Move> moves,
            List<Owed> balancesNow,
            List<Trader> topAccounts) {}

    /** The report of a day, of which today is the part until now. */
    public Uni<Report> of(LocalDate date) {
        long begin = date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        long end = date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        Tuple times = Tuple.of(begin, end);
        Tuple day = Tuple.of(date.toEpochDay());
        return pool.preparedQuery(TRADES)
                .execute(times)
                .map(rows -> rows.iterator().next().getLong(0))
                .chain(trades ->
                        one(VOLUME, day)
                                .chain(volume ->
                                        moves(times)
                                                .chain(moves ->
                                                        rest(date, day, trades, volume, moves))));
    }

    private Uni<Report> rest(
            LocalDate date, Tuple day, long trades, BigDecimal volume, List<Move> moves) {
        return owed().chain(owed ->
                traders(day)
                        .map(traders ->
                                new Report(date.toString(), trades, volume, moves, owed, traders)));
    }

    private Uni<BigDecimal> one(String sql, Tuple parameters) {
        return pool.preparedQuery(sql)
                .execute(parameters)
                .map(rows -> decimal(rows.iterator().next().getString(0)));
    }

    private Uni<List<Move>> moves(Tuple times) {
        return pool.preparedQuery(MOVES)
                .execute(times)
                .map(rows -> {
                    List<Move> moves = new ArrayList<>();
                    for (Row row : rows) {
                        moves.add(
                                new Move(
                                        row.getString(0),
                                        row.getString(1),
                                        decimal(row.getString(2)),
                                        decimal(row.getString(3)).negate()));
                    }
                    return moves;
                });
    }

    private Uni<List<Owed>> owed() {
        return pool.query(BALANCES)
                .execute()
                .map(rows -> {
                    List<Owed> owed = new ArrayList<>();
                    for (Row row : rows) {
                        owed.add(
                                new Owed(
                                        row.getString(0),
                                        decimal(row.getString(1)),
                                        decimal(row.getString(2))));
                    }
                    return owed;
                });
    }

    private Uni<List<Trader>> traders(Tuple day) {
        return pool.preparedQuery(TOP_ACCOUNTS)
                .execute(day)
                .map(rows -> {
                    List<Trader> traders = new ArrayList<>();
                    for (Row row : rows) {
                        traders.add(
                                new Trader(
                                        AccountIds.text(row.getLong(0)),
                                        decimal(row.getString(1))));
                    }
                    return traders;
                });
    }

    private static BigDecimal decimal(@org.jspecify.annotations.Nullable String units) {
        return units == null
                ? BigDecimal.ZERO
                : new BigDecimal(units).movePointLeft(8).stripTrailingZeros();
    }
}
