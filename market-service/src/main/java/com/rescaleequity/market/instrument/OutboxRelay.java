package com.rescaleequity.market.instrument;

import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.protocol.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Carries the outbox to the command log, in its order, one at a time and from one replica at a
 * time. A crash between sending and marking sends again; the core drops the number it knows.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final long PAUSE_MILLIS = 250;
    // Held by the session of the one replica that sends.
    private static final String TRY_LOCK = "SELECT pg_try_advisory_lock(7002)";
    private static final String UNSENT =
            "SELECT number, command FROM command_outbox WHERE sent_at IS NULL ORDER BY number";
    private static final String MARK = "UPDATE command_outbox SET sent_at = $2 WHERE number = $1";

    private final Listing listing;
    private final Pool pool;
    private final Clock clock;
    private volatile boolean running = true;

    OutboxRelay(Listing listing, Pool pool, Clock clock) {
        this.listing = listing;
        this.pool = pool;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, KafkaClients kafka) {
        Thread.ofPlatform().name("outbox-relay").daemon().start(() -> run(kafka));
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    private void run(KafkaClients kafka) {
        boolean seeded = false;
        while (running) {
            try {
                if (!seeded) {
                    seed();
                    seeded = true;
                }
                relay(kafka);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                running = false;
            } catch (RuntimeException | ExecutionException e) {
                if (running) {
                    LOG.warnf(e, "The outbox cannot be carried on, trying again");
                    pauseQuietly();
                }
            }
        }
    }

    private void seed() {
        try {
            int listed = VertxContextSupport.subscribeAndAwait(listing::seedWhenEmpty);
            if (listed > 0) {
                LOG.infof("Listed %d instruments", listed);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private void relay(KafkaClients kafka) throws InterruptedException, ExecutionException {
        SqlConnection connection = pool.getConnection().await().indefinitely();
        try (KafkaProducer<byte[], byte[]> producer = producer(kafka)) {
            boolean mine = false;
            while (running) {
                mine = mine || tryLock(connection);
                if (mine) {
                    sendAll(connection, producer);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } finally {
            connection.close().await().indefinitely();
        }
    }

    private static boolean tryLock(SqlConnection connection) {
        return connection
                .query(TRY_LOCK)
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getBoolean(0);
    }

    private void sendAll(SqlConnection connection, KafkaProducer<byte[], byte[]> producer)
            throws InterruptedException, ExecutionException {
        for (Row row : connection.preparedQuery(UNSENT).execute().await().indefinitely()) {
            byte[] command = row.getBuffer(1).getBytes();
            producer.send(new ProducerRecord<>(Topics.TRADING_COMMANDS, 0, null, command)).get();
            connection
                    .preparedQuery(MARK)
                    .execute(Tuple.of(row.getLong(0), clock.millis()))
                    .await()
                    .indefinitely();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(KafkaClients kafka) {
        return kafka.producer("outbox", Map.of(ProducerConfig.BUFFER_MEMORY_CONFIG, 1_048_576L));
    }

    private void pauseQuietly() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
