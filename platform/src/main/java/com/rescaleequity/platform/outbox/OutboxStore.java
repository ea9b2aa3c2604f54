package com.rescaleequity.platform.outbox;

import com.rescaleequity.platform.database.ServiceDatabase;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The relay's side of the outbox tables, on a connection of its own. Its session holds the lock of
 * the one sender of all replicas: closing it, or losing it, gives the lock back whatever happened.
 */
final class OutboxStore implements AutoCloseable {

    /** How many messages are read at once. */
    private static final int MOST = 500;

    private static final long LOCK = 7_283_110_051L;

    private static final String TRY_LOCK = "SELECT pg_try_advisory_lock(?)";
    private static final String PENDING =
            """
            SELECT message_id, coalesce(number, 0), record_key, payload, not_before
            FROM outbox_message
            WHERE outbox = ? AND record_offset IS NULL AND refusal IS NULL
            ORDER BY number, not_before, message_id LIMIT ?
            """;
    private static final String NUMBER =
            """
            WITH due AS (
                SELECT message_id, place
                FROM unnest(?::bigint[]) WITH ORDINALITY AS d (message_id, place)),
            counter AS (
                UPDATE outbox_counter SET last_number = last_number + (SELECT count(*) FROM due)
                WHERE outbox = ?
                RETURNING last_number - (SELECT count(*) FROM due) AS before)
            UPDATE outbox_message m SET number = counter.before + due.place
            FROM due, counter WHERE m.message_id = due.message_id AND m.number IS NULL
            """;
    private static final String MARK_SENT =
            """
            UPDATE outbox_message m SET record_offset = sent.record_offset
            FROM unnest(?::bigint[], ?::bigint[]) AS sent (message_id, record_offset)
            WHERE m.message_id = sent.message_id
            """;
    private static final String REFUSE =
            "UPDATE outbox_message SET refusal = ? WHERE message_id = ?";
    private static final String SENT =
            """
            SELECT message_id, record_offset FROM outbox_message
            WHERE message_id = ANY (?::bigint[]) AND record_offset IS NOT NULL
            """;
    private static final String STANDING =
            """
            SELECT last_number, coalesce(
                (SELECT max(number) FROM outbox_message m
                 WHERE m.outbox = c.outbox AND m.record_offset IS NOT NULL), 0)
            FROM outbox_counter c WHERE outbox = ?
            """;
    private static final String BACKLOG =
            """
            SELECT count(*) FILTER (WHERE refusal IS NULL AND not_before <= ?),
                coalesce(min(greatest(not_before, created_at))
                    FILTER (WHERE refusal IS NULL AND not_before <= ?), 0),
                count(*) FILTER (WHERE refusal IS NOT NULL)
            FROM outbox_message WHERE outbox = ? AND record_offset IS NULL
            """;

    private final Connection connection;

    OutboxStore(ServiceDatabase database) throws SQLException {
        connection = database.connect();
    }

    /** How far an outbox has come: the last number that it gave, and the last that it sent. */
    record Standing(long lastGiven, long lastSent) {}

    /**
     * What an outbox has not sent.
     *
     * @param due messages that could have been sent
     * @param oldestSince epoch ms since when the first of them could, 0 when there is none
     * @param refused messages that must not be sent
     */
    record Backlog(long due, long oldestSince, long refused) {}

    /** Makes this session the only sender of all replicas; false when another one is. */
    boolean becomeSender() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRY_LOCK)) {
            statement.setLong(1, LOCK);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    /** Unsent messages that may be sent: numbered ones first and in order, then by time. */
    List<PendingMessage> pending(String outbox) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PENDING)) {
            statement.setString(1, outbox);
            statement.setInt(2, MOST);
            List<PendingMessage> messages = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    messages.add(
                            new PendingMessage(
                                    rows.getLong(1),
                                    rows.getLong(2),
                                    rows.getString(3),
                                    rows.getBytes(4),
                                    rows.getLong(5)));
                }
            }
            return messages;
        }
    }

    /** Gives messages the next numbers, in their order. */
    void number(String outbox, List<PendingMessage> messages) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NUMBER)) {
            statement.setArray(1, ids(messages));
            statement.setString(2, outbox);
            statement.executeUpdate();
        }
    }

    /** Notes where messages went. */
    void markSent(List<PendingMessage> messages, List<Long> offsets) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MARK_SENT)) {
            statement.setArray(1, ids(messages));
            statement.setArray(2, bigints(offsets));
            statement.executeUpdate();
        }
    }

    /** Notes that a message must not be sent, and why. */
    void refuse(PendingMessage message, String why) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REFUSE)) {
            statement.setString(1, why);
            statement.setLong(2, message.messageId());
            statement.executeUpdate();
        }
    }

    /** Offsets of those of the messages that have been sent by whichever replica. */
    Map<Long, Long> sent(Collection<Long> messageIds) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SENT)) {
            statement.setArray(1, bigints(messageIds));
            Map<Long, Long> offsets = new LinkedHashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    offsets.put(rows.getLong(1), rows.getLong(2));
                }
            }
            return offsets;
        }
    }

    Standing standing(String outbox) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STANDING)) {
            statement.setString(1, outbox);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("outbox_counter has no row for " + outbox);
                }
                return new Standing(rows.getLong(1), rows.getLong(2));
            }
        }
    }

    Backlog backlog(String outbox, long now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BACKLOG)) {
            statement.setLong(1, now);
            statement.setLong(2, now);
            statement.setString(3, outbox);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return new Backlog(rows.getLong(1), rows.getLong(2), rows.getLong(3));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private Array ids(List<PendingMessage> messages) throws SQLException {
        return bigints(messages.stream().map(PendingMessage::messageId).toList());
    }

    private Array bigints(Collection<Long> numbers) throws SQLException {
        return connection.createArrayOf("bigint", numbers.toArray(Long[]::new));
    }
}
