package com.rescaleequity.platform.follower;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.EventFrame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Follows {@code trading.events} on a thread of its own, from the position that its sink keeps. A
 * failing sink is asked again from the position it then has; a gap or an unreadable frame stops the
 * follower for good, and {@link #isHealthy()} says so. Of several replicas with one position one
 * writes and the others look on, ready to go on in its place.
 */
public final class EventFollower implements AutoCloseable {

    /** Where a follower's rows and position live. Both methods may block; one thread calls them. */
    public interface Sink {

        /** The position that was last committed. */
        Position load();

        /**
         * Commits the batch's rows and its position in one transaction.
         *
         * @throws PositionMovedException when another replica was there first
         */
        void apply(EventBatch batch);
    }

    private static final Logger LOG = Logger.getLogger(EventFollower.class);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.TRADING_EVENTS, 0);
    private static final Map<String, Object> SETTINGS =
            Map.of(
                    ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                    4 * 1024 * 1024,
                    ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                    2000);
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration ONE_FETCH = Duration.ofMillis(2);
    private static final long UNKNOWN = -1;
    private static final int ENOUGH_EVENTS = 10_000;

    private static final long TAKE_OVER_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();
    private static final long LOOK_SOON_NANOS = Duration.ofMillis(3).toNanos();

    private final String name;
    private final KafkaClients kafka;
    private final Sink sink;
    private final Coverage coverage = new Coverage();
    private volatile boolean running = true;
    private volatile boolean healthy = true;
    private volatile boolean caughtUp;
    private volatile long sequence;

    public EventFollower(String name, KafkaClients kafka, Sink sink) {
        this.name = name;
        this.kafka = kafka;
        this.sink = sink;
    }

    /** Starts following. */
    public void start() {
        Thread.ofPlatform().name("follower-" + name).daemon().start(this::run);
    }

    /** What this follower has committed, in offsets of the command log. */
    public Coverage coverage() {
        return coverage;
    }

    /** Last committed event sequence. */
    public long sequence() {
        return sequence;
    }

    /** False once it stopped at a fault that waiting does not mend. */
    public boolean isHealthy() {
        return healthy;
    }

    /** Whether it has once reached the end of the event log. */
    public boolean isCaughtUp() {
        return caughtUp;
    }

    @Override
    public void close() {
        running = false;
    }

    private void run() {
        while (running) {
            try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer(name, SETTINGS)) {
                follow(consumer);
            } catch (FrameFold.SequenceGapException
                    | InvalidProtocolBufferException
                    | OffsetOutOfRangeException e) {
                healthy = false;
                running = false;
                LOG.fatalf(
                        "Follower %s stops: %s. Rebuild it from the event log (docs/runbook.md).",
                        name, e.getMessage());
            } catch (PositionMovedException e) {
                LOG.infof("Follower %s looks on while another replica writes", name);
                lookOn();
            } catch (RuntimeException e) {
                LOG.warnf(e, "Follower %s cannot go on, trying again", name);
                coverage.restart(UNKNOWN);
                pause();
            } catch (Error e) {
                healthy = false;
                throw e;
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer)
            throws InvalidProtocolBufferException {
        Position position = sink.load();
        long time = 0;
        sequence = position.sequence();
        coverage.restart(position.commandOffset());
        consumer.assign(List.of(PARTITION));
        consumer.seek(PARTITION, position.recordOffset() + 1);
        CommitPace pace = new CommitPace();
        while (running) {
            FrameFold fold = new FrameFold(position, time);
            add(consumer.poll(IDLE), fold);
            if (!fold.isEmpty()) {
                gather(consumer, fold, pace);
                while (running && !fold.isWhole()) {
                    add(consumer.poll(IDLE), fold);
                }
                if (!fold.isWhole()) {
                    return;
                }
                EventBatch batch = fold.batch();
                pace.begin();
                sink.apply(batch);
                pace.end();
                position = batch.to();
                time = batch.time();
                sequence = position.sequence();
                coverage.advance(position.commandOffset());
            }
            caughtUp = caughtUp || isAtEnd(consumer, position);
        }
    }

    private static boolean isAtEnd(KafkaConsumer<byte[], byte[]> consumer, Position position) {
        Long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
        return end != null && position.recordOffset() + 1 >= end;
    }

    /**
     * Adds what comes until the next commit is due, or until somebody waits for what there is:
     * under load few commits with many rows beat many with few.
     */
    private void gather(KafkaConsumer<byte[], byte[]> consumer, FrameFold fold, CommitPace pace)
            throws InvalidProtocolBufferException {
        long left = pace.nanosLeft();
        while (running && left > 0 && fold.size() < ENOUGH_EVENTS) {
            long wanted = coverage.firstAwaited();
            if (wanted <= fold.commandOffset()) {
                return;
            }
            if (wanted == Coverage.NOBODY) {
                if (coverage.parkUntilAwaited(left)) {
                    // What the last poll had asked for, and then all that has gathered since.
                    add(consumer.poll(Duration.ZERO), fold);
                    add(consumer.poll(ONE_FETCH), fold);
                }
            } else {
                add(consumer.poll(Duration.ofNanos(left)), fold);
            }
            left = pace.nanosLeft();
        }
    }

    private static void add(ConsumerRecords<byte[], byte[]> records, FrameFold fold)
            throws InvalidProtocolBufferException {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            fold.add(frame(record), record.offset());
        }
    }

    private static EventFrame frame(ConsumerRecord<byte[], byte[]> record)
            throws InvalidProtocolBufferException {
        byte[] value = record.value();
        if (value == null) {
            throw new InvalidProtocolBufferException(
                    "Event log holds an empty record at offset " + record.offset());
        }
        return EventFrame.parseFrom(value);
    }

    /**
     * Takes over the position that another replica moves, until it has not moved for a while: then
     * this one writes, if there is anything to write. The database decides if both do.
     */
    private void lookOn() {
        long moved = System.nanoTime();
        while (running && System.nanoTime() - moved < TAKE_OVER_NANOS) {
            LockSupport.parkNanos(coverage.waiting() > 0 ? LOOK_SOON_NANOS : LOOK_NANOS);
            try {
                Position position = sink.load();
                if (position.commandOffset() != coverage.offset()) {
                    moved = System.nanoTime();
                    sequence = position.sequence();
                    coverage.restart(position.commandOffset());
                    caughtUp = caughtUp || isAtEnd(position);
                }
            } catch (RuntimeException e) {
                LOG.warnf("Follower %s cannot look on: %s", name, e.getMessage());
                coverage.restart(UNKNOWN);
                pause();
            }
        }
    }

    private boolean isAtEnd(Position position) {
        try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer(name, SETTINGS)) {
            return isAtEnd(consumer, position);
        }
    }

    private void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
