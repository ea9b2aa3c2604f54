package com.rescaleequity.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.local.infrastructure.PostgresServer;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabasePoolIT {

    private static final int PATIENCE_SECONDS = 3 * DatabasePool.ANSWER_SECONDS;

    private record Input(Vertx vertx, PoolOptions poolOptions, PgConnectOptions options)
            implements PgPoolCreator.Input {

        @Override
        public List<PgConnectOptions> pgConnectOptionsList() {
            return List.of(options);
        }
    }

    @Test
    void connectionsOfAHostThatVanishedFailInTimeAndAreReplaced(@TempDir Path folder)
            throws Exception {
        // Given
        PostgresServer server = PostgresServer.start(PostgresServer.Settings.forTests(folder));
        Vertx vertx = Vertx.vertx();
        try (VanishingHost host = VanishingHost.before(server.port())) {
            server.createDatabase("shop", "owner", "app");
            PgConnectOptions options =
                    new PgConnectOptions()
                            .setHost("localhost")
                            .setPort(host.port())
                            .setDatabase("shop")
                            .setUser("shop_app")
                            .setPassword("app");
            PoolOptions one = new PoolOptions().setMaxSize(1);
            Pool pool = new DatabasePool().create(new Input(vertx, one, options));
            assertThat(ask(pool).get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(1);

            // When
            host.vanish();

            // Then
            Future<Integer> lost = ask(pool);
            assertThatThrownBy(() -> lost.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(ClosedConnectionException.class);
            await(pool);
        } finally {
            vertx.close();
            server.stop();
        }
    }

    /** Asks until the pool has noticed that its only connection is closed. */
    private static void await(Pool pool) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            Future<Integer> answer = ask(pool);
            try {
                assertThat(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
                return;
            } catch (ExecutionException e) {
                Thread.sleep(20);
            }
        }
        throw new AssertionError("no other connection took its place");
    }

    private static Future<Integer> ask(Pool pool) {
        return pool.query("SELECT 1")
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0))
                .toCompletionStage()
                .toCompletableFuture();
    }
}
