package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.state.CorruptStateException;
import com.rescaleequity.order.trading.state.PartSink;
import com.rescaleequity.order.trading.state.PartSource;
import com.rescaleequity.platform.auth.WrappingKeys;
import com.rescaleequity.platform.database.ServiceDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keeps the last snapshots of the core in PostgreSQL, in sealed parts: written and read one after
 * the other, so that a snapshot of any size takes the memory of a part. A snapshot is there whole
 * or not at all. Methods block: only the engine's own threads call them.
 */
@ApplicationScoped
public class SnapshotStore {

    static final int KEPT = 3;

    private static final String ALL =
            """
            SELECT command_offset, sequence, event_hash, logic_version
            FROM core_snapshot ORDER BY command_offset DESC\
            """;
    // Held until the end of the transaction; the number makes it a lock of snapshots only.
    private static final String LOCK =
            "SELECT pg_try_advisory_xact_lock(5501, (? % 2147483647)::integer)";
    private static final String KEEP =
            """
            INSERT INTO core_snapshot (command_offset, sequence, event_hash, logic_version, seal)
            VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\
            """;
    private static final String DROP_OLD =
            """
            DELETE FROM core_snapshot WHERE command_offset NOT IN
                (SELECT command_offset FROM core_snapshot ORDER BY command_offset DESC LIMIT ?)\
            """;
    private static final String HEAD = "SELECT seal FROM core_snapshot WHERE command_offset = ?";

    /**
     * What is known of a snapshot without reading it.
     *
     * @param standing after the last command that it covers
     */
    record Entry(Standing standing, int logicVersion) {

        /** The offset of the last command that it covers. */
        long commandOffset() {
            return standing.offset();
        }

        private long[] numbers() {
            return new long[] {
                standing.offset(), standing.sequence(), standing.eventHash(), logicVersion
            };
        }
    }

    private final ServiceDatabase database;
    private final Seal seal;

    public SnapshotStore(ServiceDatabase database, WrappingKeys keys) {
        this.database = database;
        this.seal = new Seal(keys.derived(Seal.SNAPSHOTS));
    }

    /** Every kept snapshot, the newest first. */
    List<Entry> newestFirst() {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(ALL);
                ResultSet rows = statement.executeQuery()) {
            List<Entry> entries = new ArrayList<>();
            while (rows.next()) {
                entries.add(
                        new Entry(
                                new Standing(rows.getLong(1), rows.getLong(2), rows.getLong(3)),
                                rows.getInt(4)));
            }
            return entries;
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }

    /**
     * Has a snapshot read from its parts.
     *
     * @throws CorruptStateException when it is damaged, or not one that this service left
     */
    <T> T read(Entry entry, Function<PartSource, T> reader) {
        try (Connection connection = database.connect()) {
            PartChain chain = new PartChain(seal, head(connection, entry));
            return reader.apply(new SnapshotParts(connection, entry.commandOffset(), chain));
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }

    private byte[] head(Connection connection, Entry entry) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HEAD)) {
            statement.setLong(1, entry.commandOffset());
            try (ResultSet row = statement.executeQuery()) {
                byte[] made = row.next() ? row.getBytes(1) : new byte[0];
                if (!seal.fits(made, entry.numbers())) {
                    throw new CorruptStateException("its seal does not fit: somebody else made it");
                }
                return made;
            }
        }
    }

    /**
     * Keeps a snapshot and lets go of all but the last ones, in one transaction; says whether it
     * did. It does not, and asks for no part, if another replica has kept the same or is about to.
     *
     * @param state hands out the parts, the last of them too
     */
    boolean save(Entry entry, Consumer<PartSink> state) {
        // What is not committed at the connection's end was never there.
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            byte[] head = seal.over(entry.numbers());
            if (!isFree(connection, entry) || !insert(connection, entry, head)) {
                return false;
            }
            PartChain chain = new PartChain(seal, head);
            SnapshotParts parts = new SnapshotParts(connection, entry.commandOffset(), chain);
            state.accept(parts);
            if (!parts.isWhole()) {
                throw new IllegalStateException("The snapshot has no last part");
            }
            dropOld(connection);
            connection.commit();
            return true;
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }

    /** Whether no other replica writes the same: nobody waits for one that may be frozen. */
    private static boolean isFree(Connection connection, Entry entry) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setLong(1, entry.commandOffset());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static boolean insert(Connection connection, Entry entry, byte[] head)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(KEEP)) {
            statement.setLong(1, entry.commandOffset());
            statement.setLong(2, entry.standing().sequence());
            statement.setLong(3, entry.standing().eventHash());
            statement.setInt(4, entry.logicVersion());
            statement.setBytes(5, head);
            return statement.executeUpdate() == 1;
        }
    }

    private static void dropOld(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DROP_OLD)) {
            statement.setInt(1, KEPT);
            statement.executeUpdate();
        }
    }
}
