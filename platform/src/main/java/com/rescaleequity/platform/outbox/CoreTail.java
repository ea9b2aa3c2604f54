package com.rescaleequity.platform.outbox;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.EventFrame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the end of the event log which numbers the core has taken, and where the command log
 * ends. One thread uses it.
 */
final class CoreTail implements AutoCloseable {

    /**
     * What the core has taken of a source.
     *
     * @param commandOffset the last command that this is about, -1 before the first
     * @param number the last number taken, 0 when there is none
     */
    record Taken(long commandOffset, long number) {}

    private static final TopicPartition COMMANDS = new TopicPartition(Topics.TRADING_COMMANDS, 0);
    private static final TopicPartition EVENTS = new TopicPartition(Topics.TRADING_EVENTS, 0);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    // A command of very many events takes several frames; only the last one tells.
    private static final int FRAMES_BACK = 20;

    private final KafkaConsumer<byte[], byte[]> consumer;

    CoreTail(KafkaClients kafka) {
        consumer = kafka.consumer("outbox-check");
        consumer.assign(List.of(EVENTS));
    }

    /** The offset that the next command will get. */
    long commandEnd() {
        return consumer.endOffsets(List.of(COMMANDS), PATIENCE).getOrDefault(COMMANDS, 0L);
    }

    /** The newest that the core says of a source; null when the end of the log does not tell. */
    @Nullable Taken newest(String source) {
        long end = consumer.endOffsets(List.of(EVENTS), PATIENCE).getOrDefault(EVENTS, 0L);
        if (end == 0) {
            return new Taken(-1, 0);
        }
        Map<TopicPartition, Long> begin = consumer.beginningOffsets(List.of(EVENTS), PATIENCE);
        long from = Math.max(begin.getOrDefault(EVENTS, 0L), end - FRAMES_BACK);
        Taken newest = null;
        consumer.seek(EVENTS, from);
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(EVENTS) < end && System.nanoTime() < until) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                Taken told = told(record.value(), source);
                newest = told == null ? newest : told;
            }
        }
        return newest;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }

    private static @Nullable Taken told(byte @Nullable [] value, String source) {
        if (value == null) {
            return null;
        }
        try {
            EventFrame frame = EventFrame.parseFrom(value);
            return frame.getPartial() || !frame.hasSourceNumbers()
                    ? null
                    : new Taken(
                            frame.getCommandOffset(),
                            frame.getSourceNumbers().getLastOrDefault(source, 0));
        } catch (InvalidProtocolBufferException e) {
            // The followers stop at it and say so; the numbers stay unknown.
            return null;
        }
    }
}
