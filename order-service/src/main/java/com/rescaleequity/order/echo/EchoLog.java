package com.rescaleequity.order.echo;

import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.runtime.Worker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/** One producer and one assigned consumer on a topic as durable as the command log. */
final class EchoLog implements AutoCloseable {

    private static final String TOPIC = "echo";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Map<String, Object> PRODUCER =
            Map.of(
                    ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                    1,
                    ProducerConfig.LINGER_MS_CONFIG,
                    0,
                    ProducerConfig.BATCH_SIZE_CONFIG,
                    256 * 1024);
    private static final Map<String, Object> CONSUMER =
            Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2000);

    private final Map<Long, Consumer<byte[]>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Worker worker = new Worker("echo", this::round);

    private EchoLog(KafkaClients kafka) {
        producer = kafka.producer("echo", PRODUCER);
        consumer = kafka.consumer("echo", CONSUMER);
        producer.partitionsFor(TOPIC);
        consumer.assign(List.of(PARTITION));
        consumer.seekToEnd(List.of(PARTITION));
        consumer.position(PARTITION);
        worker.start();
    }

    static EchoLog open(KafkaClients kafka) {
        try (Admin admin = kafka.admin("echo", Map.of())) {
            if (!admin.listTopics().names().get().contains(TOPIC)) {
                admin.createTopics(
                                List.of(
                                        new NewTopic(TOPIC, 1, (short) 1)
                                                .configs(Map.of("flush.messages", "1"))))
                        .all()
                        .get();
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("The echo's topic could not be made", e);
            }
            // Another replica was first.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
        return new EchoLog(kafka);
    }

    /** Appends a body and hands it to the receiver, on another thread, when it has come back. */
    void send(byte[] body, Consumer<byte[]> receiver) {
        long number = numbers.incrementAndGet();
        waiting.put(number, receiver);
        byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        producer.send(
                new ProducerRecord<>(TOPIC, 0, key, body),
                (metadata, failure) -> {
                    if (failure != null) {
                        waiting.remove(number);
                    }
                });
    }

    private void round() {
        while (worker.isRunning()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                Consumer<byte[]> receiver = waiting.remove(ByteBuffer.wrap(record.key()).getLong());
                if (receiver != null) {
                    receiver.accept(record.value());
                }
            }
        }
        consumer.close();
    }

    @Override
    public void close() {
        worker.close();
        producer.close(Duration.ofSeconds(1));
    }
}
