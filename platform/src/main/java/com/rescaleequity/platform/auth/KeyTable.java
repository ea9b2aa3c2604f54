package com.rescaleequity.platform.auth;

import com.google.protobuf.ByteString;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.kafka.TopicCopy;
import com.rescaleequity.platform.runtime.CallerContext;
import com.rescaleequity.protocol.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * This process's copy of {@code account.keys}. A key that is not found is looked for once more
 * after the copy has caught up with the topic's end, so a key works everywhere as soon as the call
 * that made it has been answered.
 */
@Startup
@Singleton
public final class KeyTable implements KeyDirectory {

    private static final Logger LOG = Logger.getLogger(KeyTable.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Requests with unknown keys that may wait at once; they hold connections meanwhile. */
    private static final int MOST_WAITING = 1000;

    private final Semaphore places = new Semaphore(MOST_WAITING);
    private final List<Consumer<ApiKey>> listeners = new CopyOnWriteArrayList<>();
    private final KnownKeys known;
    private final TopicCopy topic;

    public KeyTable(KnownKeys known, KafkaClients kafka) {
        this.known = known;
        this.topic =
                new TopicCopy(kafka, "key-table", Topics.ACCOUNT_KEYS, this::take, known::clear);
    }

    @PostConstruct
    void start() {
        topic.start();
    }

    /** Whether the copy has once covered the whole topic. */
    public boolean isReady() {
        return topic.isCaughtUp();
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
        return Uni.createFrom()
                .completionStage(topic.covered())
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

    @Override
    public Optional<ApiKey> named(String keyId) {
        return known.named(keyId);
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
        topic.close();
    }

    /** Applies one record and tells of the key that it changes. */
    void take(ConsumerRecord<byte[], byte[]> record) {
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
}
