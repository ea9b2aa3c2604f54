package com.rescaleequity.local.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {

    @TempDir Path folder;

    @Test
    void keepsCommittedRowsWhenServerIsKilled() throws Exception {
        // Given
        PostgresServer.Settings settings =
                new PostgresServer.Settings(
                        folder.resolve("pg"), folder.resolve("pg.log"), 0, "secret", true);
        PostgresServer first = PostgresServer.start(settings);
        first.createDatabase("order_service", "o", "a");
        try (Connection owner = open(first, "order_service_owner", "o")) {
            owner.createStatement().execute("CREATE TABLE t (n int)");
            owner.createStatement().execute("GRANT SELECT, INSERT ON t TO order_service_app");
        }
        try (Connection app = open(first, "order_service_app", "a")) {
            app.createStatement().execute("INSERT INTO t VALUES (42)");
        }

        // When
        first.process().kill();
        try (PostgresServer second = PostgresServer.start(settings)) {
            second.createDatabase("order_service", "o2", "a2");

            // Then
            try (Connection app = open(second, "order_service_app", "a2")) {
                var rows = app.createStatement().executeQuery("SELECT n FROM t");
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(42);
            }
            assertThatThrownBy(() -> open(second, "order_service_app", "wrong"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void takesOverFromServerThatAnEarlierRunLeftBehind() {
        // Given
        PostgresServer.Settings settings = PostgresServer.Settings.forTests(folder.resolve("pg"));
        PostgresServer left = PostgresServer.start(settings);

        // When
        try (PostgresServer next = PostgresServer.start(settings)) {

            // Then
            assertThat(left.process().alive()).isFalse();
            assertThat(next.process().alive()).isTrue();
        }
    }

    @Test
    void stopLeavesNoProcess() {
        // Given
        PostgresServer server =
                PostgresServer.start(PostgresServer.Settings.forTests(folder.resolve("pg")));
        ProcessHandle process = ProcessHandle.of(server.process().pid()).orElseThrow();
        var workers = process.descendants().toList();
        assertThat(workers).isNotEmpty();

        // When
        server.stop();

        // Then
        assertThat(process.isAlive()).isFalse();
        assertThat(workers).noneMatch(ProcessHandle::isAlive);
    }

    private static Connection open(PostgresServer server, String user, String password)
            throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("order_service"), user, password);
    }
}
