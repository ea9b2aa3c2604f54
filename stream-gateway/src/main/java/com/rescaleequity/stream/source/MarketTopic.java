package com.rescaleequity.stream.source;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * One of the market topics: what its records hold, who takes it, and where reading starts. An
 * unreadable record is logged and skipped, as is one that cannot be shown: the topics are derived,
 * and their streams say for themselves when something is missing.
 */
record MarketTopic<T>(String name, Start start, Parser<T> parser, Consumer<T> taker) {

    private static final Logger LOG = Logger.getLogger(MarketTopic.class);

    /** Where a new reader starts. */
    enum Start {
        /** With all that the topic holds. */
        BEGINNING,
        /** A little before now, so that what is repeated is known at once. */
        LOOKBACK,
        /** With what comes next. */
        END
    }

    TopicPartition partition() {
        return new TopicPartition(name, 0);
    }

    /** What shows a record, on the hub's thread; empty when it holds nothing to show. */
    Optional<Runnable> read(ConsumerRecord<byte[], byte[]> record) {
        // A null value deletes its key from a compacted topic.
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            T message = parser.parseFrom(record.value());
            return Optional.of(() -> show(message));
        } catch (InvalidProtocolBufferException e) {
            LOG.errorf(
                    "Record %d of %s is unreadable and skipped: %s",
                    record.offset(), name, e.getMessage());
            return Optional.empty();
        }
    }

    private void show(T message) {
        try {
            taker.accept(message);
        } catch (RuntimeException e) {
            LOG.errorf(e, "A record of %s cannot be shown and is skipped", name);
        }
    }
}
