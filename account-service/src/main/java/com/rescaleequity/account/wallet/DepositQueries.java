package com.rescaleequity.account.wallet;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Reads deposits together with what the journal says of them. */
@ApplicationScoped
public class DepositQueries {

    private final Pool pool;

    public DepositQueries(Pool pool) {
        this.pool = pool;
    }

    /** Deposits of an account, newest or oldest first. */
    public Uni<List<Deposit>> list(
            long accountId, DepositFilter filter, boolean ascending, int most) {
        String sql =
                """
                SELECT t.transfer_number, t.asset, t.network, t.amount, t.created_at,
                    e.at AS completed_at
                FROM transfer t LEFT JOIN journal_entry e
                    ON e.kind <> 'trade' AND e.reference_id = 'd_' || t.transfer_number
                WHERE t.account_id = $1
                    AND ($2::text IS NULL OR t.asset = $2)
                    AND ($3::boolean IS NULL OR (e.at IS NOT NULL) = $3)
                    AND ($4::bigint IS NULL OR t.created_at >= $4)
                    AND ($5::bigint IS NULL OR t.created_at <= $5)
                    AND ($6::bigint IS NULL OR t.transfer_number %s $6)
                ORDER BY t.transfer_number %s LIMIT $7\
                """
                        .formatted(ascending ? ">" : "<", ascending ? "ASC" : "DESC");
        Tuple parameters =
                Tuple.tuple()
                        .addLong(accountId)
                        .addString(filter.asset())
                        .addBoolean(filter.completed())
                        .addLong(filter.startTime())
                        .addLong(filter.endTime())
                        .addLong(filter.after())
                        .addInteger(most);
        return pool.preparedQuery(sql)
                .execute(parameters)
                .map(rows -> {
                    List<Deposit> deposits = new ArrayList<>();
                    rows.forEach(row -> deposits.add(deposit(row)));
                    return deposits;
                });
    }

    private static Deposit deposit(Row row) {
        return new Deposit(
                row.getLong("transfer_number"),
                row.getString("asset"),
                row.getString("network"),
                row.getLong("amount"),
                row.getLong("created_at"),
                row.getLong("completed_at"));
    }
}
