package com.rescaleequity.platform.auth;

import com.google.protobuf.ByteString;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.runtime.CallerContext;
import com.rescaleequity.protocol.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * This process's copy of {@code account.keys}. A key that is not found is looked for once more
 * after the copy has caught up with the topic's end, so a key works everywhere as soon as the call
 * that made it has been answered.
 */
@Startup
@ApplicationScoped
public class KeyTable implements KeyDirectory {

    private static final Logger LOG = Logger.getLogger(KeyTable.class);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.ACCOUNT_KEYS, 0);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Requests with unknown keys that may wait at once; they hold connections meanwhile. */
    private static final int MOST_WAITING = 1000;

    /** How long somebody who asks for an unknown key may have to wait for the idle poll to end. */
    private static final Duration IDLE_POLL = Duration.ofMillis(25);

    private final Queue<CompletableFuture<Void>> waiters = new ConcurrentLinkedQueue<>();
    private final Semaphore places = new Semaphore(MOST_WAITING);
    private final List<Consumer<ApiKey>> listeners = new CopyOnWriteArrayList<>();
    private final KnownKeys known;
    private final KafkaClients kafka;
    private volatile boolean running = true;
    private volatile boolean caughtUp;
    private long next;

    public KeyTable(KnownKeys known, KafkaClients kafka) {
        this.known = known;
        this.kafka = kafka;
    }

    @PostConstruct
    void start() {
        Thread.ofPlatform().name("key-table").daemon().start(this::run);
    }

    /** Whether the copy has once covered the whole topic. */
    public boolean isReady() {
        return caughtUp;
    }

    @Override
    public Uni<Optional<ApiKey>> find(byte[] hash) {
        ByteString key = ByteString.copyFrom(hash);
        Optional<ApiKey> here = known.find(key);
        if (here.isPresent()) {
            return Uni.createFrom().item(here);
        }
        return Uni.createFrom()
                .deferred(this::caughtUpOnce)
                .map(done -> known.find(key))
                .plug(CallerContext::onCaller);
    }

    /** Ends when the copy has covered what is in the topic now. */
    private Uni<Void> caughtUpOnce() {
        if (!places.tryAcquire()) {
            return Uni.createFrom().failure(uncheckable());
        }
        CompletableFuture<Void> caught = new CompletableFuture<>();
        waiters.add(caught);
        return Uni.createFrom()
                .completionStage(caught)
                .ifNoItem()
                .after(PATIENCE)
                .failWith(KeyTable::uncheckable)
                .onTermination()
                .invoke(() -> places.release());
    }

    private static ApiException uncheckable() {
        return ApiException.unavailable("Keys cannot be checked at the moment; retry.", 1000);
    }

    @Override
    public Optional<ApiKey> findNow(byte[] hash) {
        return known.find(ByteString.copyFrom(hash));
    }

    /**
     * Whether anybody may still open an account: keys that nobody uses must not use up the room for
     * those that somebody waits for.
     */
    public boolean hasRoomForNewcomers() {
        return known.hasRoomForNewcomers();
    }

    /** Calls the listener, on the table's thread, with every changed key. */
    public void onChange(Consumer<ApiKey> listener) {
        listeners.add(listener);
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    private void run() {
        while (running) {
            try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer("key-table")) {
                follow(consumer);
            } catch (OffsetOutOfRangeException e) {
                LOG.errorf("Key topic begins anew: %s", e.getMessage());
                forgetAll();
            } catch (RuntimeException e) {
                LOG.warnf("Key topic cannot be read, trying again: %s", e);
                pause();
            }
        }
    }

    // A new connection goes on where the last one ended: reading old records again would bring
    // revoked keys back to life until their revocation is read again.
    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        consumer.assign(List.of(PARTITION));
        if (next == 0) {
            consumer.seekToBeginning(List.of(PARTITION));
        } else {
            consumer.seek(PARTITION, next);
        }
        while (running) {
            List<CompletableFuture<Void>> asking = takeWaiters();
            if (!caughtUp || !asking.isEmpty()) {
                catchUp(consumer);
                asking.forEach(waiter -> waiter.complete(null));
            }
            take(consumer.poll(IDLE_POLL));
        }
    }

    private void catchUp(KafkaConsumer<byte[], byte[]> consumer) {
        Long end = consumer.endOffsets(List.of(PARTITION), PATIENCE).get(PARTITION);
        while (running && end != null && consumer.position(PARTITION) < end) {
            take(consumer.poll(Duration.ofMillis(100)));
        }
        caughtUp = running;
    }

    private void forgetAll() {
        caughtUp = false;
        next = 0;
        known.clear();
    }

    private List<CompletableFuture<Void>> takeWaiters() {
        List<CompletableFuture<Void>> taken = new ArrayList<>();
        for (CompletableFuture<Void> w = waiters.poll(); w != null; w = waiters.poll()) {
            taken.add(w);
        }
        return taken;
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            take(record);
        }
    }

    /** Applies one record and tells of the key that it changes. */
    void take(ConsumerRecord<byte[], byte[]> record) {
        next = record.offset() + 1;
        known.take(record.key(), record.value())
                .ifPresent(key -> listeners.forEach(listener -> tell(listener, key)));
    }

    private static void tell(Consumer<ApiKey> listener, ApiKey key) {
        try {
            listener.accept(key);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Somebody could not take the change of key %s", key.keyId());
        }
    }

    private void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
