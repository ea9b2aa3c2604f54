package com.rescaleequity.platform.outbox;

import com.rescaleequity.platform.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Appends records to their topic in order, each confirmed by all in-sync brokers. */
final class OutboxProducer implements AutoCloseable {

    /** A record; null as key means that it has none, null as value deletes what the key named. */
    record Outgoing(@Nullable String key, byte @Nullable [] value) {}

    private static final Map<String, Object> PATIENCE =
            Map.of(
                    ProducerConfig.LINGER_MS_CONFIG,
                    0,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    5_000,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    5_000,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    10_000,
                    ProducerConfig.BUFFER_MEMORY_CONFIG,
                    4_194_304L);

    private final KafkaProducer<byte[], byte[]> producer;

    OutboxProducer(KafkaClients kafka) {
        producer = kafka.producer("outbox", PATIENCE);
    }

    /**
     * Sends records in their order. Answers the offsets of those before the first failure: what
     * comes after it may be in the log too, but must be sent again behind the failed one.
     */
    List<Long> send(String topic, List<Outgoing> records) {
        List<Future<RecordMetadata>> sending = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        try {
            for (Outgoing one : records) {
                String key = one.key();
                byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
                sending.add(producer.send(new ProducerRecord<>(topic, 0, bytes, one.value())));
            }
        } catch (KafkaException e) {
            // What was given to Kafka before it may have arrived.
        }
        try {
            for (Future<RecordMetadata> one : sending) {
                offsets.add(one.get().offset());
            }
        } catch (ExecutionException e) {
            return offsets;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return offsets;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
