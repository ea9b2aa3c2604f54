package com.rescaleequity.systemtest.load.proof;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads one of the two logs from its beginning to where it ends now. */
final class LogReader {

    private static final Pattern PORT = Pattern.compile("PLAINTEXT://127\\.0\\.0\\.1\\\\?:(\\d+)");

    /** Takes one record after the other. */
    interface Records {

        void take(ConsumerRecord<byte[], byte[]> record) throws InvalidProtocolBufferException;
    }

    private LogReader() {}

    static void read(Path data, String topic, Records records) throws IOException {
        TopicPartition log = new TopicPartition(topic, 0);
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrap(data), "auto.offset.reset", "none");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(log));
            consumer.seekToBeginning(List.of(log));
            long end = consumer.endOffsets(List.of(log)).getOrDefault(log, 0L);
            while (consumer.position(log) < end) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(500))) {
                    records.take(record);
                }
            }
        }
    }

    private static String bootstrap(Path data) throws IOException {
        String settings = Files.readString(data.resolve("kafka/broker.properties"));
        Matcher port = PORT.matcher(settings);
        if (!port.find()) {
            throw new IOException("The broker's port is not in its settings: " + settings);
        }
        return "127.0.0.1:" + port.group(1);
    }
}
