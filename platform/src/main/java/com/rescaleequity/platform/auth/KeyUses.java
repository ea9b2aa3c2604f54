package com.rescaleequity.platform.auth;

import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.runtime.Worker;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.account.KeyUse;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Tells account-service when and from where keys are used, of each key once a minute at most.
 * Nobody waits for it: what cannot be told is told of the key's next use.
 */
@Singleton
public class KeyUses {

    private static final long EVERY_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int MOST = 100_000;
    private static final Map<String, Object> SETTINGS =
            Map.of(
                    ProducerConfig.LINGER_MS_CONFIG,
                    100,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    2_000,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    5_000,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    10_000,
                    ProducerConfig.BUFFER_MEMORY_CONFIG,
                    1 << 20);

    private final Map<String, Long> told = new ConcurrentHashMap<>();
    private final Map<String, KeyUse> toTell = new ConcurrentHashMap<>();
    private final Worker worker = new Worker("key-uses", this::round);
    private final KafkaClients kafka;
    private final Clock clock;

    KeyUses(KafkaClients kafka, Clock clock) {
        this.kafka = kafka;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) {
        worker.close();
    }

    /** Notes that a key was used now. Any thread may call it. */
    public void note(ApiKey key, String address) {
        long now = clock.millis();
        Long last = told.get(key.keyId());
        if ((last != null && now - last < EVERY_MILLIS) || told.size() >= MOST) {
            return;
        }
        told.put(key.keyId(), now);
        toTell.put(
                key.keyId(),
                KeyUse.newBuilder().setKeyId(key.keyId()).setAt(now).setAddress(address).build());
    }

    private void round() throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = kafka.producer("key-uses", SETTINGS)) {
            while (worker.isRunning()) {
                worker.pause(PERIOD);
                tell(producer);
                long old = clock.millis() - EVERY_MILLIS;
                told.values().removeIf(at -> at <= old);
            }
        }
    }

    private void tell(KafkaProducer<byte[], byte[]> producer) {
        for (Iterator<KeyUse> uses = toTell.values().iterator(); uses.hasNext(); ) {
            KeyUse use = uses.next();
            uses.remove();
            producer.send(
                    new ProducerRecord<>(
                            Topics.ACCOUNT_KEY_USES,
                            0,
                            use.getKeyId().getBytes(StandardCharsets.UTF_8),
                            use.toByteArray()));
        }
    }
}
