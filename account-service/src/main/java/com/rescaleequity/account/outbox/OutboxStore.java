package com.rescaleequity.account.outbox;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The relay's side of the outbox tables. All methods block. */
@ApplicationScoped
public class OutboxStore {

    private static final long LOCK = 7_283_110_051L;
    private static final int MOST = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final String PENDING =
            """
            SELECT message_id, number, record_key, payload, not_before FROM outbox_message
            WHERE outbox = $1 AND record_offset IS NULL
            ORDER BY number, not_before, message_id LIMIT $2\
            """;
    private static final String NUMBER_DUE =
            """
            WITH due AS (
                SELECT message_id, row_number() OVER (ORDER BY not_before, message_id) AS place
                FROM outbox_message
                WHERE outbox = $1 AND record_offset IS NULL AND number IS NULL AND not_before <= $2
                ORDER BY not_before, message_id LIMIT $3),
            counter AS (
                UPDATE outbox_counter SET last_number = last_number + (SELECT count(*) FROM due)
                WHERE outbox = $1
                RETURNING last_number - (SELECT count(*) FROM due) AS before)
            UPDATE outbox_message m SET number = counter.before + due.place
            FROM due, counter WHERE m.message_id = due.message_id\
            """;
    private static final String MARK_SENT =
            """
            UPDATE outbox_message m SET record_offset = sent.record_offset
            FROM unnest($1::bigint[], $2::bigint[]) AS sent (message_id, record_offset)
            WHERE m.message_id = sent.message_id\
            """;
    private static final String SENT =
            """
            SELECT message_id, record_offset FROM outbox_message
            WHERE message_id = ANY ($1::bigint[]) AND record_offset IS NOT NULL\
            """;

    private final Pool pool;

    public OutboxStore(Pool pool) {
        this.pool = pool;
    }

    /** Makes the caller the only sender of all replicas, or answers null if another one is. */
    @Nullable Sender becomeSender() {
        SqlConnection connection = pool.getConnection().await().atMost(PATIENCE);
        boolean locked = false;
        try {
            locked =
                    query(connection, "SELECT pg_try_advisory_lock($1)", Tuple.of(LOCK))
                            .iterator()
                            .next()
                            .getBoolean(0);
            return locked ? new Sender(connection) : null;
        } finally {
            if (!locked) {
                connection.closeAndForget();
            }
        }
    }

    /** Offsets of those of the messages that have been sent by whichever replica. */
    Map<Long, Long> sent(Collection<Long> messageIds) {
        Map<Long, Long> offsets = new LinkedHashMap<>();
        Long[] ids = messageIds.toArray(Long[]::new);
        for (Row row : query(pool, SENT, Tuple.tuple().addArrayOfLong(ids))) {
            offsets.put(row.getLong(0), row.getLong(1));
        }
        return offsets;
    }

    private static RowSet<Row> query(SqlClient client, String sql, Tuple parameters) {
        return client.preparedQuery(sql).execute(parameters).await().atMost(PATIENCE);
    }

    /** The tables as seen by the one sender, whose connection holds the lock. */
    static final class Sender implements AutoCloseable {

        private final SqlConnection connection;

        private Sender(SqlConnection connection) {
            this.connection = connection;
        }

        /** Unsent messages: numbered ones first and in order, then those that are not due. */
        List<PendingMessage> pending(String outbox, long now) {
            List<PendingMessage> pending = read(outbox);
            boolean due =
                    pending.stream().anyMatch(m -> m.number() == null && m.notBefore() <= now);
            if (!due) {
                return pending;
            }
            query(connection, NUMBER_DUE, Tuple.of(outbox, now, MOST));
            return read(outbox);
        }

        /** Notes where messages went. */
        void markSent(List<PendingMessage> messages, List<Long> offsets) {
            Long[] ids = messages.stream().map(PendingMessage::messageId).toArray(Long[]::new);
            Tuple sent = Tuple.tuple().addArrayOfLong(ids);
            query(connection, MARK_SENT, sent.addArrayOfLong(offsets.toArray(Long[]::new)));
        }

        /** Gives up the role; closing the connection would do it too, but the pool keeps it. */
        @Override
        public void close() {
            try {
                query(connection, "SELECT pg_advisory_unlock($1)", Tuple.of(LOCK));
            } finally {
                connection.closeAndForget();
            }
        }

        private List<PendingMessage> read(String outbox) {
            List<PendingMessage> messages = new ArrayList<>();
            for (Row row : query(connection, PENDING, Tuple.of(outbox, MOST))) {
                messages.add(
                        new PendingMessage(
                                row.getLong("message_id"),
                                row.getLong("number"),
                                row.getString("record_key"),
                                row.getBuffer("payload").getBytes(),
                                row.getLong("not_before")));
            }
            return messages;
        }
    }
}
