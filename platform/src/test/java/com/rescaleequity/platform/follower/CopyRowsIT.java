package com.rescaleequity.platform.follower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.local.infrastructure.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyRowsIT {

    private static final int MANY = 20_000;

    @TempDir static Path folder;
    private static PostgresServer server;
    private static Connection connection;

    @BeforeAll
    static void start() throws SQLException {
        server = PostgresServer.start(PostgresServer.Settings.forTests(folder));
        server.createDatabase("rows", "owner", "app");
        connection =
                DriverManager.getConnection(
                        "jdbc:postgresql://localhost:%d/rows".formatted(server.port()),
                        "rows_owner",
                        "owner");
        connection.setAutoCommit(false);
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        server.close();
    }

    @BeforeEach
    void makeTable() throws SQLException {
        run(
                """
                DROP TABLE IF EXISTS kept;
                CREATE TABLE kept (id bigint PRIMARY KEY, few smallint, flag boolean, word text,
                    bytes bytea, maybe bigint)\
                """);
        connection.commit();
    }

    @Test
    void everyTypeComesAsItWasPut() throws SQLException {
        // When
        rows().row()
                .put(Long.MIN_VALUE)
                .put((short) -1)
                .put(true)
                .put("Grüße, 漢字\t\\N")
                .put(new byte[] {0, -1, 7})
                .put((Long) null)
                .row()
                .put(2L)
                .put(Short.MAX_VALUE)
                .put(false)
                .put("")
                .put(new byte[0])
                .put(Long.valueOf(3))
                .addTo(connection);

        // Then
        assertThat(stored())
                .containsExactly(
                        "(-9223372036854775808,-1,t,\"Grüße, 漢字\t\\\\N\",\"\\\\x00ff07\",)",
                        "(2,32767,f,\"\",\"\\\\x\",3)");
    }

    @Test
    void manyRowsAreOneCopy() throws SQLException {
        // When
        CopyRows rows = rows();
        for (long id = 1; id <= MANY; id++) {
            put(rows, id);
        }
        rows.addTo(connection);

        // Then
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*), sum(id) FROM kept")) {
            row.next();
            assertThat(row.getLong(1)).isEqualTo(MANY);
            assertThat(row.getLong(2)).isEqualTo(MANY * (MANY + 1L) / 2);
        }
    }

    @Test
    void noRowsAskNothing() throws SQLException {
        rows().addTo(connection);

        assertThat(stored()).isEmpty();
    }

    @Test
    void aRowThatIsThereAlreadyIsRefusedAndNothingIsAdded() throws SQLException {
        // Given
        put(rows(), 2).addTo(connection);
        connection.commit();

        // When / Then
        CopyRows again = put(put(rows(), 1), 2);
        assertThatThrownBy(() -> again.addTo(connection))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
        connection.rollback();
        assertThat(stored()).hasSize(1);
    }

    @Test
    void aRowHasAsManyValuesAsThereAreColumns() {
        CopyRows rows = new CopyRows("kept", "id", "few").row().put(1L);

        assertThatThrownBy(rows::row).hasMessageContaining("1 values too few");
        rows.put((short) 1);
        assertThatThrownBy(() -> rows.put(1L)).hasMessageContaining("a value too many");
        assertThatThrownBy(() -> rows.put((Long) null)).hasMessageContaining("a value too many");
    }

    @Test
    void columnsAreRowsOfAStatement() throws SQLException {
        // Given
        put(put(rows(), 1), 2).addTo(connection);

        // When
        int found =
                BulkStatement.execute(
                        connection,
                        """
                        UPDATE kept k SET few = n.few, flag = n.flag, word = n.word, bytes = n.bytes
                        FROM unnest(?::bigint[], ?::smallint[], ?::boolean[], ?::text[], ?::bytea[])
                            AS n (id, few, flag, word, bytes) WHERE k.id = n.id
                        """,
                        new Long[] {2L, 3L},
                        new Short[] {20, 30},
                        new Boolean[] {false, true},
                        new String[] {"{\"two\",}", "three"},
                        new byte[][] {{1, 2}, {3}});

        // Then
        assertThat(found).isEqualTo(1);
        assertThat(stored().getLast()).isEqualTo("(2,20,f,\"{\"\"two\"\",}\",\"\\\\x0102\",)");
    }

    private static CopyRows rows() {
        return new CopyRows("kept", "id", "few", "flag", "word", "bytes", "maybe");
    }

    private static CopyRows put(CopyRows rows, long id) {
        return rows.row()
                .put(id)
                .put((short) 1)
                .put(true)
                .put("word")
                .put(new byte[] {1})
                .put((Long) null);
    }

    private static List<String> stored() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT k::text FROM kept k ORDER BY id")) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        }
    }

    private static void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
