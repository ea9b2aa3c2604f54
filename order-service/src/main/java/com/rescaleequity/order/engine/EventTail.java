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

    private final KafkaConsumer<byte[], byte[]> consumer;

    EventTail(KafkaClients kafka) {
        consumer = kafka.consumer("event-tail", KafkaSettings.unhurried());
        consumer.assign(List.of(PARTITION));
    }

    /** The furthest end among the last frames, so that a late duplicate does not hide it. */
    Standing read() {
        return read(end -> {});
    }

    /** As {@link #read()}, and shows every frame's end to somebody. */
    Standing read(Consumer<Standing> each) {
        Long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
        Long beginning = consumer.beginningOffsets(List.of(PARTITION)).get(PARTITION);
        if (end == null || beginning == null || end.equals(beginning)) {
            consumer.seek(PARTITION, end == null ? 0 : end);
            return Standing.BEFORE_ALL;
        }
        Standing last = Standing.BEFORE_ALL;
        long begin = end;
        // Further back as long as there is nothing but parts of one command.
        for (long many = FEW; last.isBeforeAll() && begin > beginning; many *= MORE) {
            begin = Math.max(beginning, end - many);
            consumer.seek(PARTITION, begin);
            while (consumer.position(PARTITION) < end) {
                last = last.later(poll(Duration.ofMillis(200), each));
            }
        }
        return last;
    }

    /** What came since the last read or poll; {@code Standing.BEFORE_ALL} when nothing did. */
    Standing poll(Duration patience, Consumer<Standing> each) {
        Standing last = Standing.BEFORE_ALL;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            try {
                Standing end = endOf(record.value());
                if (!end.isBeforeAll()) {
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

    /**
     * Where a frame ends, read from its numbers without its events, which may be many. One that
     * does not end its command ends nothing.
     */
    static Standing endOf(byte @Nullable [] frame) throws IOException {
        if (frame == null) {
            throw new IOException("a record without a value");
        }
        CodedInputStream in = CodedInputStream.newInstance(frame);
        long firstSequence = 0;
        long commandOffset = 0;
        long eventHash = 0;
        int events = 0;
        boolean partial = false;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case EventFrame.FIRST_SEQUENCE_FIELD_NUMBER -> firstSequence = in.readInt64();
                case EventFrame.COMMAND_OFFSET_FIELD_NUMBER -> commandOffset = in.readInt64();
                case EventFrame.EVENT_HASH_FIELD_NUMBER -> eventHash = in.readFixed64();
                case EventFrame.PARTIAL_FIELD_NUMBER -> partial = in.readBool();
                case EventFrame.EVENTS_FIELD_NUMBER -> {
                    events++;
                    in.skipField(tag);
                }
                default -> in.skipField(tag);
            }
        }
        return partial
                ? Standing.BEFORE_ALL
                : new Standing(commandOffset, firstSequence + events - 1, eventHash);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
