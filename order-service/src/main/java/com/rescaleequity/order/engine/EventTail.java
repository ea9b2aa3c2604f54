package com.rescaleequity.order.engine;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.EventFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads the end of the event log: what has been published, by whichever replica. */
final class EventTail implements AutoCloseable {

    private static final int FEW = 100;
    private static final int MORE = 10;
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

        /**
         * Reads a frame's numbers and steps over its events, which may be many. One that does not
         * end its command ends nothing.
         */
        static End of(byte @Nullable [] frame) throws IOException {
            if (frame == null) {
                throw new IOException("a record without a value");
            }
            CodedInputStream in = CodedInputStream.newInstance(frame);
            long firstSequence = 0;
            long commandOffset = 0;
            long stateHash = 0;
            int events = 0;
            boolean partial = false;
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case EventFrame.FIRST_SEQUENCE_FIELD_NUMBER -> firstSequence = in.readInt64();
                    case EventFrame.COMMAND_OFFSET_FIELD_NUMBER -> commandOffset = in.readInt64();
                    case EventFrame.STATE_HASH_FIELD_NUMBER -> stateHash = in.readFixed64();
                    case EventFrame.PARTIAL_FIELD_NUMBER -> partial = in.readBool();
                    case EventFrame.EVENTS_FIELD_NUMBER -> {
                        events++;
                        in.skipField(tag);
                    }
                    default -> in.skipField(tag);
                }
            }
            return partial ? EMPTY : new End(commandOffset, firstSequence + events - 1, stateHash);
        }

        /** Whether it ends no command. */
        boolean isEmpty() {
            return commandOffset < 0;
        }

        End later(End other) {
            return other.commandOffset > commandOffset ? other : this;
        }
    }

    private final KafkaConsumer<byte[], byte[]> consumer;

    EventTail(KafkaClients kafka) {
        consumer = kafka.consumer("event-tail", KafkaSettings.unhurried());
        consumer.assign(List.of(PARTITION));
    }

    /** The furthest end among the last frames, so that a late duplicate does not hide it. */
    End read() {
        return read(end -> {});
    }

    /** As {@link #read()}, and shows every frame's end to somebody. */
    End read(Consumer<End> each) {
        Long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
        Long beginning = consumer.beginningOffsets(List.of(PARTITION)).get(PARTITION);
        if (end == null || beginning == null || end.equals(beginning)) {
            consumer.seek(PARTITION, end == null ? 0 : end);
            return End.EMPTY;
        }
        End last = End.EMPTY;
        long begin = end;
        // Further back as long as there is nothing but parts of one command.
        for (long many = FEW; last.isEmpty() && begin > beginning; many *= MORE) {
            begin = Math.max(beginning, end - many);
            consumer.seek(PARTITION, begin);
            while (consumer.position(PARTITION) < end) {
                last = last.later(poll(Duration.ofMillis(200), each));
            }
        }
        return last;
    }

    /** What came since the last read or poll; {@code End.EMPTY} when nothing did. */
    End poll(Duration patience, Consumer<End> each) {
        End last = End.EMPTY;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            try {
                End end = End.of(record.value());
                if (!end.isEmpty()) {
                    each.accept(end);
                    last = last.later(end);
                }
            } catch (IOException e) {
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
