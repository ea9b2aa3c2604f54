package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.state.CorruptStateException;
import com.rescaleequity.order.trading.state.PartSink;
import com.rescaleequity.order.trading.state.PartSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one snapshot's parts, written or read on one connection, each by itself and in the
 * order of the chain.
 */
final class SnapshotParts implements PartSink, PartSource {

    /** More than any part has that is written, and little enough to be looked at unchecked. */
    static final int MOST_BYTES = 1 << 24;

    private static final String INSERT =
            """
            INSERT INTO core_snapshot_part (command_offset, number, bytes, is_last, data, seal)
            VALUES (?, ?, ?, ?, ?, ?)\
            """;
    private static final String READ =
            """
            SELECT bytes, is_last, data, seal FROM core_snapshot_part
            WHERE command_offset = ? AND number = ? AND octet_length(data) <= ?\
            """;
    private static final String COUNT =
            "SELECT count(*) FROM core_snapshot_part WHERE command_offset = ?";

    private final Connection connection;
    private final long commandOffset;
    private final PartChain chain;
    private boolean isWhole;

    SnapshotParts(Connection connection, long commandOffset, PartChain chain) {
        this.connection = connection;
        this.commandOffset = commandOffset;
        this.chain = chain;
    }

    /** Whether the last part has been written or read. */
    boolean isWhole() {
        return isWhole;
    }

    @Override
    public void accept(byte[] part, boolean last) {
        if (part.length > MOST_BYTES / 2) {
            throw new IllegalArgumentException("a part of " + part.length + " bytes");
        }
        byte[] packed = Packing.pack(part);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, commandOffset);
            insert.setInt(2, chain.number());
            insert.setInt(3, part.length);
            insert.setBoolean(4, last);
            insert.setBytes(5, packed);
            insert.setBytes(6, chain.seal(packed, part.length, last));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
        isWhole = last;
    }

    @Override
    public byte @Nullable [] next() {
        if (isWhole) {
            return null;
        }
        try (PreparedStatement read = connection.prepareStatement(READ)) {
            read.setLong(1, commandOffset);
            read.setInt(2, chain.number());
            read.setInt(3, MOST_BYTES);
            try (ResultSet row = read.executeQuery()) {
                if (!row.next()) {
                    throw new CorruptStateException("it has no part " + chain.number());
                }
                return part(row);
            }
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }

    private byte[] part(ResultSet row) throws SQLException {
        int bytes = row.getInt(1);
        boolean last = row.getBoolean(2);
        byte[] packed = row.getBytes(3);
        chain.require(row.getBytes(4), packed, bytes, last);
        if (last && count() != chain.number()) {
            throw new CorruptStateException("it has parts behind its last");
        }
        isWhole = last;
        return Packing.unpack(packed, bytes);
    }

    private long count() throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(COUNT)) {
            count.setLong(1, commandOffset);
            try (ResultSet row = count.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
