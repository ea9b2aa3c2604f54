package com.rescaleequity.platform.follower;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Statements about many rows, whose parameters are the rows' columns as arrays of one length. */
public final class BulkStatement {

    private BulkStatement() {}

    /** Executes a statement about rows, if there are any, and says how many rows it met. */
    public static int execute(Connection connection, String sql, Object[]... columns)
            throws SQLException {
        if (columns[0].length == 0) {
            return 0;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, columns);
            return statement.executeUpdate();
        }
    }

    /** A column of rows. */
    public static <R, T> T[] column(
            Collection<R> rows, Function<? super R, T> value, IntFunction<T[]> array) {
        return rows.stream().map(value).toArray(array);
    }

    /** Sets all parameters of a statement. */
    public static void set(PreparedStatement statement, Object[]... columns) throws SQLException {
        for (int i = 0; i < columns.length; i++) {
            statement.setArray(
                    i + 1, statement.getConnection().createArrayOf(type(columns[i]), columns[i]));
        }
    }

    private static String type(Object[] column) {
        return switch (column) {
            case Long[] _ -> "bigint";
            case Short[] _ -> "smallint";
            case Boolean[] _ -> "boolean";
            case String[] _ -> "text";
            case byte[][] _ -> "bytea";
            default -> throw new IllegalArgumentException("No column: " + column.getClass());
        };
    }
}
