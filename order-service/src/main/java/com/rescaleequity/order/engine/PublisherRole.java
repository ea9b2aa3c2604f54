package com.rescaleequity.order.engine;

import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.protocol.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Who publishes: the group member that holds the one partition of {@code trading.publisher}. The
 * role decides liveness only; two publishers at once write identical duplicates.
 */
final class PublisherRole implements AutoCloseable {

    private static final long POLL_EVERY_NANOS = Duration.ofMillis(300).toNanos();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private boolean held;
    private long nextPoll = System.nanoTime();

    PublisherRole(KafkaClients kafka) {
        Map<String, Object> settings = KafkaSettings.consumer();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "order-service.publisher");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1000);
        // Who has the role keeps it when another replica comes or goes.
        settings.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName());
        consumer = kafka.consumer("publisher-role", settings);
        consumer.subscribe(List.of(Topics.TRADING_PUBLISHER), new Assignment());
    }

    /** Keeps the membership alive, now and then, and says whether this replica has the role. */
    boolean isHeld() {
        long now = System.nanoTime();
        if (now - nextPoll >= 0) {
            consumer.poll(held ? Duration.ZERO : Duration.ofMillis(50));
            nextPoll = now + (held ? POLL_EVERY_NANOS : 0);
        }
        return held;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private final class Assignment implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            held |= !partitions.isEmpty();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            held &= partitions.isEmpty();
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            held = false;
        }
    }
}
