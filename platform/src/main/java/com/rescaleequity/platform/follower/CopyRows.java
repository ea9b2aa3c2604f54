package com.rescaleequity.platform.follower;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * New rows of a table, gathered as bytes and then added all at once by PostgreSQL's binary COPY,
 * which costs neither a parameter nor a record of the log for each. A row's values are put in the
 * order of the columns and in their types: bigint, smallint, boolean, text, bytea. For one thread.
 */
public final class CopyRows {

    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
    };

    /** No flags, no further header. */
    private static final int HEADER_REST = 8;

    private static final int ABSENT = -1;
    private static final short END = -1;

    private final String table;
    private final String[] columns;
    private byte[] data = new byte[16 * 1024];
    private ByteBuffer buffer = ByteBuffer.wrap(data);
    private int rows;
    private int valuesLeft;

    /** No rows yet, with these columns. */
    public CopyRows(String table, String... columns) {
        this.table = table;
        this.columns = columns.clone();
        buffer.put(SIGNATURE).put(new byte[HEADER_REST]);
    }

    /** Begins a row, to which as many values are put as there are columns. */
    public CopyRows row() {
        whole();
        room(Short.BYTES).putShort((short) columns.length);
        valuesLeft = columns.length;
        rows++;
        return this;
    }

    /** A bigint. */
    public CopyRows put(long value) {
        next(Long.BYTES).putLong(value);
        return this;
    }

    /** A bigint, or null. */
    public CopyRows put(@Nullable Long value) {
        if (value != null) {
            return put(value.longValue());
        }
        value(0).putInt(ABSENT);
        return this;
    }

    /** A smallint. */
    public CopyRows put(short value) {
        next(Short.BYTES).putShort(value);
        return this;
    }

    /** A boolean. */
    public CopyRows put(boolean value) {
        next(1).put((byte) (value ? 1 : 0));
        return this;
    }

    /** A text. */
    public CopyRows put(String value) {
        return put(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A bytea. */
    public CopyRows put(byte[] value) {
        next(value.length).put(value);
        return this;
    }

    /** Adds the rows to their table, if there are any. */
    public void addTo(Connection connection) throws SQLException {
        whole();
        if (rows == 0) {
            return;
        }
        room(Short.BYTES).putShort(END);
        String sql =
                "COPY %s (%s) FROM STDIN (FORMAT binary)"
                        .formatted(table, String.join(", ", columns));
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            copy.writeToCopy(data, 0, buffer.position());
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void whole() {
        if (valuesLeft != 0) {
            throw new IllegalStateException(
                    "A row of %s has %d values too few".formatted(table, valuesLeft));
        }
    }

    private ByteBuffer next(int bytes) {
        return value(bytes).putInt(bytes);
    }

    /** Room for the next value and its length. */
    private ByteBuffer value(int bytes) {
        if (valuesLeft == 0) {
            throw new IllegalStateException("A row of %s has a value too many".formatted(table));
        }
        valuesLeft--;
        return room(Integer.BYTES + bytes);
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int wanted = Math.addExact(buffer.position(), bytes);
            data = Arrays.copyOf(data, Math.max(wanted, Math.multiplyExact(2, data.length)));
            buffer = ByteBuffer.wrap(data).position(buffer.position());
        }
        return buffer;
    }
}
