package com.rescaleequity.market.publish;

import com.google.protobuf.MessageLite;
import com.rescaleequity.platform.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The way to the market.* topics: one producer, so records keep their order. It tries for as long
 * as it takes; what can never be sent fails the next {@link #flush}. Used by one thread.
 */
final class MarketRecordSender implements AutoCloseable {

    private static final Map<String, Object> SETTINGS =
            Map.of(
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    Integer.MAX_VALUE,
                    ProducerConfig.BUFFER_MEMORY_CONFIG,
                    16 * 1024 * 1024,
                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                    8 * 1024 * 1024);

    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final KafkaProducer<byte[], byte[]> producer;

    MarketRecordSender(KafkaClients kafka) {
        producer = kafka.producer("market", SETTINGS);
    }

    /** Sends, without waiting unless much is on the way. */
    void send(String topic, String symbol, MessageLite message) {
        byte[] key = symbol.getBytes(StandardCharsets.UTF_8);
        producer.send(
                new ProducerRecord<>(topic, 0, key, message.toByteArray()),
                (sent, refusal) -> {
                    if (refusal != null) {
                        failure.compareAndSet(null, refusal);
                    }
                });
    }

    /**
     * Waits until everything sent is acknowledged.
     *
     * @throws IllegalStateException when something cannot be sent
     */
    void flush() {
        producer.flush();
        Exception refusal = failure.get();
        if (refusal != null) {
            throw new IllegalStateException("Market data cannot be published", refusal);
        }
    }

    /** Closes without waiting: what is not acknowledged is published anew. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
