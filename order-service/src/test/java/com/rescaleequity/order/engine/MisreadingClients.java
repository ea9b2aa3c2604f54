package com.rescaleequity.order.engine;

import com.rescaleequity.platform.kafka.KafkaClients;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Clients of a replica whose core reads one command otherwise than the log holds it. */
final class MisreadingClients extends KafkaClients {

    private static final String OFFSET = "misread.offset";

    private final long offset;

    MisreadingClients(String bootstrapServers, long offset) {
        super(Map.of("bootstrap.servers", bootstrapServers), new CompositeMeterRegistry());
        this.offset = offset;
    }

    @Override
    public KafkaConsumer<byte[], byte[]> consumer(String name, Map<String, ?> own) {
        Map<String, Object> settings = new HashMap<>(own);
        if (name.equals("core")) {
            settings.put("interceptor.classes", Misreading.class.getName());
            settings.put(OFFSET, offset);
        }
        return super.consumer(name, settings);
    }

    /** Takes one command for a minute younger than it is. */
    public static final class Misreading implements ConsumerInterceptor<byte[], byte[]> {

        private long offset;

        @Override
        public void configure(Map<String, ?> settings) {
            offset = (Long) settings.get(OFFSET);
        }

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> read = new HashMap<>();
            for (TopicPartition partition : records.partitions()) {
                List<ConsumerRecord<byte[], byte[]>> list = new ArrayList<>();
                records.records(partition)
                        .forEach(each -> list.add(each.offset() == offset ? younger(each) : each));
                read.put(partition, list);
            }
            return new ConsumerRecords<>(read, records.nextOffsets());
        }

        private static ConsumerRecord<byte[], byte[]> younger(
                ConsumerRecord<byte[], byte[]> record) {
            return new ConsumerRecord<>(
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    record.timestamp() + Duration.ofMinutes(1).toMillis(),
                    record.timestampType(),
                    record.serializedKeySize(),
                    record.serializedValueSize(),
                    record.key(),
                    record.value(),
                    record.headers(),
                    Optional.empty());
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

        @Override
        public void close() {}
    }
}
