package com.rescaleequity.platform.follower;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A follower's row in {@code follower_position}, and the only way to write what it follows: one
 * transaction that first moves the position, if it still stands where the batch begins, and then
 * writes the rows. The moved row is locked, so that whoever else follows waits and then finds it
 * moved: every event counts once, however many replicas follow. Methods block.
 */
public final class FollowerPosition {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    // Whoever reads believes what was committed: a crash of the database must not take it back.
    private static final String DURABLE = "SET LOCAL synchronous_commit TO on";
    private static final String LOAD =
            """
            SELECT sequence, command_offset, record_offset FROM follower_position
            WHERE follower = $1\
            """;
    private static final String MOVE =
            """
            UPDATE follower_position SET sequence = $1, command_offset = $2, record_offset = $3
            WHERE follower = $4 AND sequence = $5 AND command_offset = $6 AND record_offset = $7\
            """;

    /** Values that do not fit, and rows that contradict what is there: no batch gets better. */
    private static final Set<String> REFUSED = Set.of("22", "23");

    /** Connection, read only, conflict, resources, locks, operators, files. */
    private static final Set<String> BUSY = Set.of("08", "25", "40", "53", "55", "57", "58");

    private final String follower;
    private final Pool pool;

    /**
     * The position of one follower.
     *
     * @param follower its name, of which a migration has made the row
     */
    public FollowerPosition(String follower, Pool pool) {
        this.follower = follower;
        this.pool = pool;
    }

    /** The position that was last committed. */
    public Position load() {
        return now(load(pool));
    }

    /** The position as a transaction sees it. */
    public Uni<Position> load(SqlClient client) {
        return client.preparedQuery(LOAD)
                .execute(Tuple.of(follower))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Position(row.getLong(0), row.getLong(1), row.getLong(2));
                });
    }

    /**
     * Commits a batch: the position, then whatever the rows' writer does on the connection.
     *
     * @throws PositionMovedException when another replica was first; nothing was written
     * @throws FollowerFault when the database refuses the rows for what they are
     * @throws DatabaseBusyException when it cannot write now
     */
    public void commit(EventBatch batch, Consumer<SqlConnection> rows) {
        try {
            SqlConnection connection = now(pool.getConnection());
            try {
                commit(connection, batch, rows);
            } finally {
                now(connection.close());
            }
        } catch (PgException e) {
            throw classified(e);
        } catch (TimeoutException | VertxException e) {
            // Nothing came in time, or the connection is gone.
            throw new DatabaseBusyException(e);
        }
    }

    /** Waits, on a thread that may block, for an answer of the database. */
    public static <T> T now(Uni<T> answer) {
        return answer.await().atMost(PATIENCE);
    }

    private void commit(SqlConnection connection, EventBatch batch, Consumer<SqlConnection> rows) {
        Transaction transaction = now(connection.begin());
        try {
            now(connection.query(DURABLE).execute());
            if (now(connection.preparedQuery(MOVE).execute(move(batch))).rowCount() != 1) {
                throw new PositionMovedException(follower);
            }
            rows.accept(connection);
        } catch (RuntimeException | Error e) {
            rollBack(transaction, e);
            throw e;
        }
        now(transaction.commit());
    }

    private static void rollBack(Transaction transaction, Throwable reason) {
        try {
            now(transaction.rollback());
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private Tuple move(EventBatch batch) {
        Position from = batch.from();
        Position to = batch.to();
        return Tuple.from(
                List.of(
                        to.sequence(),
                        to.commandOffset(),
                        to.recordOffset(),
                        follower,
                        from.sequence(),
                        from.commandOffset(),
                        from.recordOffset()));
    }

    private RuntimeException classified(PgException e) {
        String state = String.valueOf(e.getSqlState());
        String kind = state.length() < 2 ? "" : state.substring(0, 2);
        if (REFUSED.contains(kind)) {
            return new FollowerFault(
                    "The database refuses what " + follower + " writes: " + e.getMessage(), e);
        }
        return BUSY.contains(kind) ? new DatabaseBusyException(e) : e;
    }
}
