package com.rescaleequity.order.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What the engine asks of its Kafka clients beyond what all of ours promise. */
final class KafkaSettings {

    private static final int BATCH_BYTES = 256 * 1024;
    private static final int LINGER_ROOM_MS = 100;
    // Kafka adds it to the time of day.
    private static final long TEN_YEARS_MS = Duration.ofDays(3_650).toMillis();
    private static final int PUBLISH_TIMEOUT_MS = 20_000;
    private static final int FETCH_BYTES = 8 * 1024 * 1024;
    private static final int GATHERED_BYTES = 1024 * 1024;
    private static final int GATHERING_MS = 100;

    private KafkaSettings() {}

    /**
     * One request in flight and no linger: while one batch is on its way the next one gathers.
     *
     * @param deliveryTimeoutMs how long a record is tried before its future fails
     */
    static Map<String, Object> producer(int deliveryTimeoutMs) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, FETCH_BYTES);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, deliveryTimeoutMs - LINGER_ROOM_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryTimeoutMs);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1000);
        // Neither a topic that was quiet for a while nor, while no broker answers, any topic may be
        // forgotten: asking for it again would hold up the event loop that sends.
        settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, TEN_YEARS_MS);
        settings.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        return settings;
    }

    /** Tries for ever: a frame may be late but never be left out. */
    static Map<String, Object> publisher() {
        Map<String, Object> settings = producer(PUBLISH_TIMEOUT_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        return settings;
    }

    static Map<String, Object> consumer() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2000);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        return settings;
    }

    /**
     * As {@link #consumer()}, for a reader whom a tenth of a second does not matter: the broker
     * lets records gather, because each fetch costs about the same however many it brings.
     */
    static Map<String, Object> unhurried() {
        Map<String, Object> settings = consumer();
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, GATHERED_BYTES);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, GATHERING_MS);
        return settings;
    }
}
