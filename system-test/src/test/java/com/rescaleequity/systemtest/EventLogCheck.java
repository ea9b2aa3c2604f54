package com.rescaleequity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.EventFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the whole event log beside the services: dense, and what comes twice is the same twice. */
final class EventLogCheck {

    private static final Pattern PORT = Pattern.compile("PLAINTEXT://127\\.0\\.0\\.1\\\\?:(\\d+)");
    private static final TopicPartition EVENTS = new TopicPartition(Topics.TRADING_EVENTS, 0);

    private final Map<Long, Integer> seen = new HashMap<>();
    private final Map<Long, Long> hashes = new HashMap<>();
    private long last;
    private long repeated;

    private EventLogCheck() {}

    /** The data folder of an exchange that runs; answers how many events there are. */
    static long run(Path data) throws IOException {
        EventLogCheck check = new EventLogCheck();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrap(data), "auto.offset.reset", "none");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(EVENTS));
            consumer.seekToBeginning(List.of(EVENTS));
            long end = consumer.endOffsets(List.of(EVENTS)).get(EVENTS);
            while (consumer.position(EVENTS) < end) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(500))) {
                    check.add(EventFrame.parseFrom(record.value()));
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
        System.Logger log = System.getLogger(EventLogCheck.class.getName());
        log.log(
                System.Logger.Level.INFO,
                "Event log: {0} events, {1} of them written more than once",
                check.last,
                check.repeated);
        return check.last;
    }

    private static String bootstrap(Path data) throws IOException {
        String settings = Files.readString(data.resolve("kafka/broker.properties"));
        Matcher port = PORT.matcher(settings);
        assertThat(port.find()).as(settings).isTrue();
        return "127.0.0.1:" + port.group(1);
    }

    private void add(EventFrame frame) {
        assertThat(frame.getFirstSequence()).as("no gap").isLessThanOrEqualTo(last + 1);
        long sequence = frame.getFirstSequence();
        for (Event event : frame.getEventsList()) {
            int fingerprint = event.toByteString().hashCode();
            Integer before = seen.put(sequence, fingerprint);
            if (before != null) {
                repeated++;
                assertThat(fingerprint).as("event %d twice", sequence).isEqualTo(before);
            }
            last = Math.max(last, sequence);
            sequence++;
        }
        if (frame.getPartial()) {
            return;
        }
        Long hash = hashes.put(sequence - 1, frame.getEventHash());
        if (hash != null) {
            assertThat(frame.getEventHash()).as("hash at %d", sequence - 1).isEqualTo(hash);
        }
    }
}
