package com.rescaleequity.account.wallet;

import static com.rescaleequity.account.wallet.WithdrawalDetails.orNull;

import com.rescaleequity.platform.database.AccountSearches;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads withdrawals. */
@ApplicationScoped
public class WithdrawalQueries {

    private static final String COLUMNS =
            "transfer_number, account_id, asset, network, address, memo, amount, fee, state,"
                    + " reason, tx_id, request_id, approval, created_at, updated_at, completed_at";
    private static final String ONE =
            "SELECT " + COLUMNS + " FROM withdrawal WHERE account_id = $1 AND transfer_number = $2";
    private static final String WAITING =
            "SELECT "
                    + COLUMNS
                    + " FROM withdrawal WHERE state IN ('requested', 'pending', 'processing')"
                    + " AND transfer_number > $1 AND (approval = 'waiting' OR NOT $2)"
                    + " ORDER BY transfer_number LIMIT $3";
    private static final int MOST_SHOWN = 500;

    private final AccountSearches heavy;
    private final io.vertx.mutiny.sqlclient.Pool pool;

    public WithdrawalQueries(AccountSearches heavy, io.vertx.mutiny.sqlclient.Pool pool) {
        this.heavy = heavy;
        this.pool = pool;
    }

    /** A withdrawal of the account; null when it has no such one. */
    public Uni<@Nullable WithdrawalDetails> one(long accountId, String transferId) {
        long number = Withdrawals.number(transferId);
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(accountId, number))
                .map(rows -> rows.size() == 0 ? null : details(rows.iterator().next()));
    }

    /**
     * What has not ended yet of all accounts, oldest first, five hundred at a time.
     *
     * @param after the number of the last one seen, 0 to begin
     * @param waiting only those that wait for an approval
     */
    public Uni<List<WithdrawalDetails>> open(long after, boolean waiting) {
        return pool.preparedQuery(WAITING)
                .execute(Tuple.of(after, waiting, MOST_SHOWN))
                .map(WithdrawalQueries::all);
    }

    /**
     * Withdrawals of an account, newest or oldest first.
     *
     * @param filter its status as the contract calls it
     */
    public Uni<List<WithdrawalDetails>> list(
            long accountId, TransferFilter filter, boolean ascending, int most) {
        String sql =
                """
                SELECT %s FROM withdrawal WHERE account_id = $1
                    AND ($2::text IS NULL OR asset = $2)
                    AND ($3::text IS NULL OR state = $3 OR $3 = 'pending' AND state = 'requested')
                    AND ($4::bigint IS NULL OR created_at >= $4)
                    AND ($5::bigint IS NULL OR created_at <= $5)
                    AND ($6::bigint IS NULL OR transfer_number %s $6)
                ORDER BY transfer_number %s LIMIT $7\
                """
                        .formatted(COLUMNS, ascending ? ">" : "<", ascending ? "ASC" : "DESC");
        Tuple parameters =
                Tuple.tuple()
                        .addLong(accountId)
                        .addString(filter.asset())
                        .addString(filter.status())
                        .addLong(filter.startTime())
                        .addLong(filter.endTime())
                        .addLong(filter.after())
                        .addInteger(most);
        return heavy.rows(accountId, sql, parameters).map(WithdrawalQueries::all);
    }

    private static List<WithdrawalDetails> all(Iterable<Row> rows) {
        List<WithdrawalDetails> all = new ArrayList<>();
        rows.forEach(row -> all.add(details(row)));
        return all;
    }

    private static WithdrawalDetails details(Row row) {
        long completed = row.getLong("completed_at");
        return new WithdrawalDetails(
                row.getLong("transfer_number"),
                row.getLong("account_id"),
                row.getString("asset"),
                row.getString("network"),
                row.getString("address"),
                orNull(row.getString("memo")),
                row.getLong("amount"),
                row.getLong("fee"),
                WithdrawalDetails.status(row.getString("state")),
                orNull(row.getString("reason")),
                orNull(row.getString("tx_id")),
                row.getString("request_id"),
                row.getString("approval"),
                row.getLong("created_at"),
                row.getLong("updated_at"),
                completed == 0 ? null : completed);
    }
}
