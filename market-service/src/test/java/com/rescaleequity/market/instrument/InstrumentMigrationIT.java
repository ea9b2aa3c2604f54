package com.rescaleequity.market.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.local.infrastructure.PostgresServer;
import com.rescaleequity.platform.migration.Migrate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the list of instruments when it is kept as messages. */
class InstrumentMigrationIT {

    private static final Path SCRIPTS = Path.of("src/main/resources/db/migration");
    private static final int VERSION = 9;

    @TempDir private static Path folder;

    private static PostgresServer server;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.start(PostgresServer.Settings.forTests(folder.resolve("postgres")));
        server.createDatabase("market_service", "owner", "app");
    }

    @AfterAll
    static void stopServer() {
        server.stop();
    }

    @Test
    void whatIsInForceIsTakenOver() throws IOException, SQLException {
        // Given
        migrate(scriptsBefore());
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO market VALUES ('BTCUSD', '\\x0102', 7, 7, 0, 0)");
        }

        // When
        migrate(SCRIPTS);

        // Then
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM instrument")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("symbol")).isEqualTo("BTCUSD");
            assertThat(rows.getBytes("instrument")).containsExactly(1, 2);
            assertThat(rows.next()).isFalse();
        }
    }

    private static Path scriptsBefore() throws IOException {
        Path before = Files.createDirectory(folder.resolve("before"));
        try (Stream<Path> scripts = Files.list(SCRIPTS)) {
            List<Path> older = scripts.filter(script -> version(script) < VERSION).toList();
            for (Path script : older) {
                Files.copy(script, before.resolve(script.getFileName()));
            }
        }
        return before;
    }

    private static int version(Path script) {
        String name = script.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }

    private static void migrate(Path scripts) {
        Migrate.migrate(
                new Migrate.Settings(
                        server.jdbcUrl("market_service"),
                        "market_service_owner",
                        "owner",
                        "market_service_app",
                        "filesystem:" + scripts));
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl("market_service"), "market_service_owner", "owner");
    }
}
