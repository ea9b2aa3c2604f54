package com.rescaleequity.order.engine;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.EventFrame;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the end of the event log: what has been published, by whichever replica. */
final class EventTail implements AutoCloseable {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.TRADING_EVENTS, 0);

    /**
     * Where the event log ends.
     *
     * @param commandOffset last command it covers, -1 when it is empty
     * @param sequence last event in it
     * @param stateHash running hash after that event
     */
    record End(long commandOffset, long sequence, long stateHash) {

        static final End EMPTY = new End(-1, 0, 0);

        static End of(EventFrame frame) {
            return new End(
                    frame.getCommandOffset(),
                    frame.getFirstSequence() + frame.getEventsCount() - 1,
                    frame.getStateHash());
        }

        End later(End other) {
            return other.commandOffset > commandOffset ? other : this;
        }
    }

    private final KafkaConsumer<byte[], byte[]> consumer;

    EventTail(String bootstrapServers) {
        consumer = new KafkaConsumer<>(KafkaSettings.consumer(bootstrapServers));
        consumer.assign(List.of(PARTITION));
    }

    /** The furthest end among the last frames, so that a late duplicate does not hide it. */
    End read() {
        Long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
        Long beginning = consumer.beginningOffsets(List.of(PARTITION)).get(PARTITION);
        if (end == null || beginning == null || end.equals(beginning)) {
            consumer.seekToEnd(List.of(PARTITION));
            return End.EMPTY;
        }
        consumer.seek(PARTITION, Math.max(beginning, end - 100));
        End last = End.EMPTY;
        while (consumer.position(PARTITION) < end) {
            last = last.later(poll(Duration.ofMillis(200)));
        }
        return last;
    }

    /** What came since the last read or poll; {@code End.EMPTY} when nothing did. */
    End poll(Duration patience) {
        End last = End.EMPTY;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            try {
                last = last.later(End.of(EventFrame.parseFrom(record.value())));
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(
                        "The event log holds an unreadable frame at offset " + record.offset(), e);
            }
        }
        return last;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
