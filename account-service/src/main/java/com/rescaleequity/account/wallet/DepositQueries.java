package com.rescaleequity.account.wallet;

import com.rescaleequity.platform.database.AccountSearches;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads deposits together with what the journal says of them: one whose command the ledger has
 * passed without an entry was refused by the core.
 */
@ApplicationScoped
public class DepositQueries {

    private final AccountSearches heavy;

    public DepositQueries(AccountSearches heavy) {
        this.heavy = heavy;
    }

    /** Deposits of an account, newest or oldest first. */
    public Uni<List<Deposit>> list(
            long accountId, TransferFilter filter, boolean ascending, int most) {
        String sql =
                """
                SELECT * FROM (
                    SELECT t.transfer_number, t.asset, t.network, t.amount, t.created_at,
                        e.at AS completed_at,
                        CASE WHEN e.at IS NOT NULL THEN 'completed'
                            WHEN m.record_offset <= p.command_offset THEN 'failed'
                            ELSE 'pending' END AS status
                    FROM transfer t LEFT JOIN journal_entry e
                        ON e.kind <> 'trade' AND e.reference_id = 'd_' || t.transfer_number
                    LEFT JOIN outbox_message m USING (message_id)
                    JOIN follower_position p ON p.follower = 'ledger'
                    WHERE t.account_id = $1
                        AND ($2::text IS NULL OR t.asset = $2)
                        AND ($4::bigint IS NULL OR t.created_at >= $4)
                        AND ($5::bigint IS NULL OR t.created_at <= $5)
                        AND ($6::bigint IS NULL OR t.transfer_number %s $6)) d
                WHERE $3::text IS NULL OR status = $3
                ORDER BY transfer_number %s LIMIT $7\
                """
                        .formatted(ascending ? ">" : "<", ascending ? "ASC" : "DESC");
        Tuple parameters =
                Tuple.tuple()
                        .addLong(accountId)
                        .addString(filter.asset())
                        .addString(filter.status())
                        .addLong(filter.startTime())
                        .addLong(filter.endTime())
                        .addLong(filter.after())
                        .addInteger(most);
        return heavy.rows(accountId, sql, parameters)
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
                row.getLong("completed_at"),
                row.getString("status").equals("failed"));
    }
}
