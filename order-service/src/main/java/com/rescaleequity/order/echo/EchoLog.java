package com.rescaleequity.order.echo;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
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
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One producer and one assigned consumer on a topic as durable as the command log. */
final class EchoLog implements AutoCloseable {

    private static final String TOPIC = "echo";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final Map<Long, Consumer<byte[]>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean running = true;

    private EchoLog(String bootstrapServers) {
        producer = new KafkaProducer<>(producerSettings(bootstrapServers));
        consumer = new KafkaConsumer<>(consumerSettings(bootstrapServers));
        producer.partitionsFor(TOPIC);
        consumer.assign(List.of(PARTITION));
        consumer.seekToEnd(List.of(PARTITION));
        consumer.position(PARTITION);
        Thread.ofPlatform().daemon().name("echo").start(this::run);
    }

    static EchoLog open(String bootstrapServers) {
        try (Admin admin =
                Admin.create(
                        Map.<String, Object>of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
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
        return new EchoLog(bootstrapServers);
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

    private void run() {
        while (running) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                Consumer<byte[]> receiver = waiting.remove(ByteBuffer.wrap(record.key()).getLong());
                if (receiver != null) {
                    receiver.accept(record.value());
                }
            }
        }
        consumer.close();
    }

    private static Map<String, Object> producerSettings(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        return settings;
    }

    private static Map<String, Object> consumerSettings(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2000);
        return settings;
    }

    @Override
    public void close() {
        running = false;
        producer.close(Duration.ofSeconds(1));
    }
}
