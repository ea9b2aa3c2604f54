package com.rescaleequity.platform.follower;

import com.rescaleequity.platform.database.ServiceDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A follower's row in {@code follower_position}, and the only way to write what it follows: one
 * transaction that first moves the position, if it still stands where the batch begins, and then
 * writes the rows. The moved row is locked, so that whoever else follows waits and then finds it
 * moved: every event counts once, however many replicas follow. It works on a connection of its
 * own, which is given up with any failure. Methods block.
 */
public final class FollowerPosition {

    /** Does something on the follower's connection. */
    @FunctionalInterface
    public interface Work<T> {

        /** What comes of it. */
        T on(Connection connection) throws SQLException;
    }

    /** Writes the rows of a batch. */
    @FunctionalInterface
    public interface Rows {

        /** Writes them, within the transaction that has moved the position. */
        void write(Connection connection) throws SQLException;
    }

    // Whoever reads believes what was committed: a crash of the database must not take it back.
    private static final String DURABLE = "SET synchronous_commit TO on";
    private static final String LOAD =
            """
            SELECT sequence, command_offset, record_offset FROM follower_position
            WHERE follower = ?\
            """;
    private static final String MOVE =
            """
            UPDATE follower_position SET sequence = ?, command_offset = ?, record_offset = ?
            WHERE follower = ? AND sequence = ? AND command_offset = ? AND record_offset = ?\
            """;

    /** Values that do not fit, and rows that contradict what is there: no batch gets better. */
    private static final Set<String> REFUSED = Set.of("22", "23");

    /** Connection, read only, conflict, resources, locks, operators, files. */
    private static final Set<String> BUSY = Set.of("08", "25", "40", "53", "55", "57", "58");

    private final String follower;
    private final ServiceDatabase database;
    private @Nullable Connection open;

    /**
     * The position of one follower.
     *
     * @param follower its name, of which a migration has made the row
     */
    public FollowerPosition(String follower, ServiceDatabase database) {
        this.follower = follower;
        this.database = database;
    }

    /** The position that was last committed. */
    public Position load() {
        return read(connection -> {
            try (PreparedStatement load = connection.prepareStatement(LOAD)) {
                load.setString(1, follower);
                try (ResultSet row = load.executeQuery()) {
                    if (!row.next()) {
                        throw new IllegalStateException("No position of " + follower);
                    }
                    return new Position(row.getLong(1), row.getLong(2), row.getLong(3));
                }
            }
        });
    }

    /**
     * Reads what was last committed.
     *
     * @throws DatabaseBusyException when it cannot be read now
     */
    public <T> T read(Work<T> work) {
        return inTransaction(work);
    }

    /**
     * Commits a batch: the position, then whatever the rows' writer does on the connection.
     *
     * @throws PositionMovedException when another replica was first; nothing was written
     * @throws FollowerFault when the database refuses the rows for what they are
     * @throws DatabaseBusyException when it cannot write now
     */
    public void commit(EventBatch batch, Rows rows) {
        boolean moved =
                inTransaction(connection -> {
                    if (!move(connection, batch)) {
                        return false;
                    }
                    rows.write(connection);
                    return true;
                });
        if (!moved) {
            throw new PositionMovedException(follower);
        }
    }

    private synchronized <T> T inTransaction(Work<T> work) {
        boolean done = false;
        try {
            Connection connection = connection();
            T result = work.on(connection);
            connection.commit();
            done = true;
            return result;
        } catch (SQLException e) {
            throw classified(e);
        } finally {
            if (!done) {
                giveUp();
            }
        }
    }

    private boolean move(Connection connection, EventBatch batch) throws SQLException {
        Position from = batch.from();
        Position to = batch.to();
        try (PreparedStatement move = connection.prepareStatement(MOVE)) {
            move.setLong(1, to.sequence());
            move.setLong(2, to.commandOffset());
            move.setLong(3, to.recordOffset());
            move.setString(4, follower);
            move.setLong(5, from.sequence());
            move.setLong(6, from.commandOffset());
            move.setLong(7, from.recordOffset());
            return move.executeUpdate() == 1;
        }
    }

    private Connection connection() throws SQLException {
        Connection connection = open;
        if (connection == null || connection.isClosed()) {
            connection = database.connect();
            open = connection;
            try (Statement statement = connection.createStatement()) {
                statement.execute(DURABLE);
            }
            connection.setAutoCommit(false);
        }
        return connection;
    }

    // What was begun on it is taken back by the server.
    private void giveUp() {
        Connection connection = open;
        open = null;
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // It is gone already.
        }
    }

    private RuntimeException classified(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        String kind = state.length() < 2 ? "" : state.substring(0, 2);
        if (REFUSED.contains(kind)) {
            return new FollowerFault(
                    "The database refuses what " + follower + " writes: " + e.getMessage(), e);
        }
        return BUSY.contains(kind)
                ? new DatabaseBusyException(e)
                : new IllegalStateException("The database fails " + follower, e);
    }
}
