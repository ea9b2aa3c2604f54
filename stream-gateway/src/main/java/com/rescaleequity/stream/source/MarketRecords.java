package com.rescaleequity.stream.source;

import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.runtime.Worker;
import com.rescaleequity.stream.subscription.Hub;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Reads the market topics, all with one consumer, and hands what comes to the hub, one poll at a
 * time, so that a busy hub slows its source instead of piling up work. Every replica reads all of
 * them; after a failure it goes on where it ended. What is read twice, the boards drop.
 */
@ApplicationScoped
public class MarketRecords {

    private static final Logger LOG = Logger.getLogger(MarketRecords.class);
    private static final Duration IDLE = Duration.ofMillis(500);

    /** Books and candles are repeated on their topics every 5 s. */
    private static final Duration LOOKBACK = Duration.ofSeconds(15);

    private final Map<TopicPartition, MarketTopic<?>> topics = new HashMap<>();
    // Where each topic is read next; the worker's own.
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Hub hub;
    private final KafkaClients kafka;
    private final Clock clock;
    private final Worker worker = new Worker("market-records", this::round);

    MarketRecords(Hub hub, MarketTopics topics, KafkaClients kafka, Clock clock) {
        topics.all().forEach(topic -> this.topics.put(topic.partition(), topic));
        this.hub = hub;
        this.kafka = kafka;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) {
        worker.close();
    }

    private void round() {
        try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer("market-records")) {
            consumer.assign(topics.keySet());
            if (next.isEmpty()) {
                next.putAll(starts(consumer));
            }
            next.forEach(consumer::seek);
            while (worker.isRunning()) {
                take(consumer.poll(IDLE));
            }
        } catch (OffsetOutOfRangeException e) {
            LOG.errorf("A market topic begins anew: %s", e.getMessage());
            next.clear();
        }
    }

    private Map<TopicPartition, Long> starts(KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> starts = consumer.endOffsets(topics.keySet());
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(topics.keySet());
        long then = clock.millis() - LOOKBACK.toMillis();
        Map<TopicPartition, Long> times = new HashMap<>();
        for (MarketTopic<?> topic : topics.values()) {
            switch (topic.start()) {
                case BEGINNING ->
                        starts.put(topic.partition(), begins.getOrDefault(topic.partition(), 0L));
                case LOOKBACK -> times.put(topic.partition(), then);
                case END -> {}
            }
        }
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
                consumer.offsetsForTimes(times).entrySet()) {
            // Nothing is that young: from the end on.
            if (found.getValue() != null) {
                starts.put(found.getKey(), found.getValue().offset());
            }
        }
        return starts;
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        if (records.isEmpty()) {
            return;
        }
        List<Runnable> shown = new ArrayList<>(records.count());
        for (TopicPartition partition : records.partitions()) {
            MarketTopic<?> topic = topics.get(partition);
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                if (topic != null) {
                    topic.read(record).ifPresent(shown::add);
                }
            }
        }
        hub.perform(() -> shown.forEach(Runnable::run)).await().indefinitely();
        next.putAll(ends(records));
    }

    private static Map<TopicPartition, Long> ends(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            ends.put(partition, records.records(partition).getLast().offset() + 1);
        }
        return ends;
    }
}
