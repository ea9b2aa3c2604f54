package com.rescaleequity.order.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.local.infrastructure.PostgresServer;
import com.rescaleequity.order.trading.TradingCore;
import com.rescaleequity.order.trading.message.Command;
import com.rescaleequity.order.trading.message.CommandEnvelope;
import com.rescaleequity.order.trading.message.FundsMoveKind;
import com.rescaleequity.order.trading.state.CorruptStateException;
import com.rescaleequity.platform.migration.Migrate;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots in many parts in a real database, whole, damaged and written twice at once. */
class SnapshotStoreIT {

    private static final int PART_BYTES = 128;
    private static final int ACCOUNTS = 40;

    @TempDir private static Path folder;

    private static PostgresServer server;
    private static Map<String, String> settings = Map.of();

    private final SnapshotStore store = TestSettings.store(settings, 1);
    private final TradingCore core = filled(ACCOUNTS);

    @BeforeAll
    static void startServer() {
        server = PostgresServer.start(PostgresServer.Settings.forTests(folder.resolve("postgres")));
        server.createDatabase("order_service", "owner", "app");
        Migrate.migrate(
                new Migrate.Settings(
                        server.jdbcUrl("order_service"),
                        "order_service_owner",
                        "owner",
                        "order_service_app",
                        "filesystem:src/main/resources/db/migration"));
        settings =
                Map.of(
                        "quarkus.datasource.reactive.url",
                        server.reactiveUrl("order_service"),
                        "quarkus.datasource.username",
                        "order_service_app",
                        "quarkus.datasource.password",
                        "app");
    }

    @AfterAll
    static void stopServer() {
        server.stop();
    }

    @BeforeEach
    void forgetAll() throws SQLException {
        execute("DELETE FROM core_snapshot");
    }

    @Test
    void aSnapshotOfManyPartsComesBackAsItWas() throws SQLException {
        // When
        save(10, core);

        // Then
        assertThat(store.newestFirst()).containsExactly(entry(10, core));
        assertThat(number("SELECT count(*) FROM core_snapshot_part")).isGreaterThan(5);
        assertThat(number("SELECT max(bytes) FROM core_snapshot_part"))
                .isEqualTo(PART_BYTES + Long.BYTES);
        TradingCore restored = restored(10);
        assertThat(restored.stateHash()).isEqualTo(core.stateHash());
        assertThat(restored.eventHash()).isEqualTo(core.eventHash());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Cut off, at its end or with another end.
                "DELETE FROM core_snapshot_part WHERE command_offset = 10 AND is_last",
                """
                DELETE FROM core_snapshot_part WHERE command_offset = 10 AND number > 3;
                UPDATE core_snapshot_part SET is_last = true WHERE command_offset = 10 AND number = 3
                """,
                "DELETE FROM core_snapshot_part WHERE command_offset = 10",
                // Left out, with a gap and without.
                "DELETE FROM core_snapshot_part WHERE command_offset = 10 AND number = 3",
                """
                DELETE FROM core_snapshot_part WHERE command_offset = 10 AND number = 3;
                UPDATE core_snapshot_part SET number = number - 1000
                    WHERE command_offset = 10 AND number > 3;
                UPDATE core_snapshot_part SET number = number + 999
                    WHERE command_offset = 10 AND number < 0
                """,
                // Swapped.
                """
                UPDATE core_snapshot_part SET number = -1 WHERE command_offset = 10 AND number = 3;
                UPDATE core_snapshot_part SET number = 3 WHERE command_offset = 10 AND number = 4;
                UPDATE core_snapshot_part SET number = 4 WHERE command_offset = 10 AND number = -1
                """,
                // Repeated, in another's place and behind the last.
                """
                DELETE FROM core_snapshot_part WHERE command_offset = 10 AND number = 4;
                INSERT INTO core_snapshot_part (command_offset, number, data, bytes, is_last, seal)
                    SELECT command_offset, 4, data, bytes, is_last, seal FROM core_snapshot_part
                    WHERE command_offset = 10 AND number = 3
                """,
                """
                INSERT INTO core_snapshot_part (command_offset, number, data, bytes, is_last, seal)
                    SELECT command_offset, number + 1, data, bytes, is_last, seal
                    FROM core_snapshot_part WHERE command_offset = 10 AND is_last
                """,
                // From another snapshot: one part, all parts.
                """
                DELETE FROM core_snapshot_part WHERE command_offset = 10 AND number = 3;
                UPDATE core_snapshot_part SET command_offset = 10
                    WHERE command_offset = 9 AND number = 3
                """,
                """
                DELETE FROM core_snapshot_part WHERE command_offset = 10;
                UPDATE core_snapshot_part SET command_offset = 10 WHERE command_offset = 9
                """,
                // Changed: a byte, a size, what the snapshot says of itself.
                """
                UPDATE core_snapshot_part SET data = set_byte(data, 5, get_byte(data, 5) # 1)
                    WHERE command_offset = 10 AND number = 3
                """,
                """
                UPDATE core_snapshot_part SET bytes = bytes + 1
                    WHERE command_offset = 10 AND number = 3
                """,
                "UPDATE core_snapshot SET seal = sha256(seal) WHERE command_offset = 10",
                // More than may be looked at.
                """
                UPDATE core_snapshot_part SET data = convert_to(repeat('x', 16777217), 'UTF8')
                    WHERE command_offset = 10 AND number = 3
                """
            })
    void aDamagedSnapshotIsRefused(String damage) throws SQLException {
        // Given
        save(9, filled(ACCOUNTS + 1));
        save(10, core);

        // When
        execute(damage);

        // Then
        assertThatThrownBy(() -> restored(10)).isInstanceOf(CorruptStateException.class);
    }

    @Test
    void whatASnapshotSaysOfItselfIsSealedToo() throws SQLException {
        // Given
        save(10, core);

        // When
        execute("UPDATE core_snapshot SET event_hash = event_hash + 1");

        // Then
        SnapshotStore.Entry told = store.newestFirst().getFirst();
        assertThat(told).isNotEqualTo(entry(10, core));
        assertThatThrownBy(() -> store.read(told, parts -> TradingCore.restore(parts, 0)))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("seal does not fit");
    }

    @Test
    void theLastThreeAreKeptWithTheirPartsOnly() throws SQLException {
        // When
        for (int offset = 10; offset < 15; offset++) {
            save(offset, core);
        }

        // Then
        assertThat(store.newestFirst())
                .extracting(SnapshotStore.Entry::commandOffset)
                .containsExactly(14L, 13L, 12L);
        assertThat(number("SELECT count(DISTINCT command_offset) FROM core_snapshot_part"))
                .isEqualTo(3);
        assertThat(restored(12).stateHash()).isEqualTo(core.stateHash());
    }

    @Test
    void nothingIsLeftOfASnapshotThatDoesNotBecomeWhole() throws SQLException {
        // When
        assertThatThrownBy(() ->
                        store.save(
                                entry(10, core),
                                parts -> {
                                    parts.accept(new byte[PART_BYTES], false);
                                    throw new IllegalStateException("too large");
                                }))
                .hasMessage("too large");
        assertThatThrownBy(() ->
                        store.save(
                                entry(10, core),
                                parts -> parts.accept(new byte[PART_BYTES], false)))
                .hasMessageContaining("no last part");

        // Then
        assertThat(number("SELECT count(*) FROM core_snapshot_part")).isZero();
        assertThat(store.newestFirst()).isEmpty();
        assertThat(save(10, core)).isTrue();
    }

    @Test
    void aReplicaDoesNotWaitForAnotherThatWritesTheSame() throws Exception {
        // Given
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        CompletableFuture<Boolean> first =
                CompletableFuture.supplyAsync(() ->
                        store.save(
                                entry(10, core),
                                parts -> {
                                    begun.countDown();
                                    await(second);
                                    core.snapshot(PART_BYTES, parts);
                                }));
        begun.await();

        // When
        boolean keptTwice = save(10, core);
        boolean keptLater = save(11, core);
        second.countDown();

        // Then
        assertThat(keptTwice).isFalse();
        assertThat(keptLater).isTrue();
        assertThat(first.join()).isTrue();
        assertThat(save(10, core)).isFalse();
        assertThat(restored(10).stateHash()).isEqualTo(core.stateHash());
        assertThat(restored(11).stateHash()).isEqualTo(core.stateHash());
    }

    private boolean save(long offset, TradingCore kept) {
        return store.save(entry(offset, kept), parts -> kept.snapshot(PART_BYTES, parts));
    }

    private TradingCore restored(long offset) {
        return store.read(entry(offset, core), parts -> TradingCore.restore(parts, 0));
    }

    private static SnapshotStore.Entry entry(long offset, TradingCore core) {
        return new SnapshotStore.Entry(Standing.of(core, offset), core.logicVersion());
    }

    private static TradingCore filled(int accounts) {
        TradingCore core = new TradingCore();
        for (int number = 1; number <= accounts; number++) {
            Command.MoveFunds deposit =
                    new Command.MoveFunds(
                            50 + number, "USD", 1_000, FundsMoveKind.DEPOSIT, "no " + number);
            core.apply(
                    new CommandEnvelope(0, "account-service", number, null, deposit),
                    number,
                    (_, _, _) -> {});
        }
        return core;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = asOwner();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(String sql) throws SQLException {
        try (Connection connection = asOwner();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Connection asOwner() throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl("order_service"), "order_service_owner", "owner");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
