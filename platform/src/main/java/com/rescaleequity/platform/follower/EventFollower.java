package com.rescaleequity.platform.follower;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.runtime.Worker;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows {@code trading.events} on a thread of its own, from the position that its sink keeps. A
 * failing sink is asked again from the position it then has; a gap, an unreadable frame or a batch
 * that cannot be applied stops the follower for good, and {@link #fault()} says why. Of several
 * replicas with one position one writes and the others look on, ready to go on in its place.
 */
public final class EventFollower implements AutoCloseable {

    /** Where a follower's rows and position live. Both methods may block; one thread calls them. */
    public interface Sink {

        /** The follower's name, in logs, metrics and its position's row. */
        String name();

        /** The kinds of event that {@link #apply} is to be given; the others are only counted. */
        Set<Event.BodyCase> wanted();

        /**
         * How far apart its commits are under load, at least, while nobody waits for one: longer is
         * cheaper, up to 200 ms. What is shown as it happens takes less.
         */
        Duration pace();

        /** Goes back to the position that was last committed, and says which it is. */
        Position load();

        /** As {@link #load()}, while another replica writes: called again and again. */
        default Position look() {
            return load();
        }

        /** Whether there is anything to read, once the follower has caught up. */
        default boolean isReady() {
            return true;
        }

        /** Whether this process is of use once the follower has stopped at a fault. */
        default boolean isReadyWithoutFollower() {
            return false;
        }

        /**
         * Commits the batch's rows and its position in one transaction.
         *
         * @throws PositionMovedException when another replica was there first
         * @throws FollowerFault when it cannot be applied, however often it is tried
         * @throws DatabaseBusyException when it will be possible later
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

    /** What a publisher under load writes in a second or two. */
    private static final long NEAR_RECORDS = 200;

    private static final long UNKNOWN = -1;
    private static final int ENOUGH_EVENTS = 10_000;

    private static final long TAKE_OVER_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();
    private static final long LOOKS_SHARE = 4;
    private static final long LOOK_SOON_NANOS = Duration.ofMillis(3).toNanos();

    private static final int ATTEMPTS = 5;

    private final String name;
    private final KafkaClients kafka;
    private final Sink sink;
    private final Set<Event.BodyCase> wanted;
    private final Coverage coverage = new Coverage();
    private final Worker worker;
    private volatile @Nullable String fault;
    private volatile boolean caughtUp;
    // Where the log ended when this follower last asked; its own thread's.
    private long wantedEnd = UNKNOWN;
    private volatile long sequence;
    private volatile long recordOffset = UNKNOWN;
    private volatile long logEnd = UNKNOWN;
    private @Nullable Position failedAt;
    private int failures;

    public EventFollower(KafkaClients kafka, Sink sink) {
        this.name = sink.name();
        this.worker = new Worker("follower-" + name, this::round);
        this.kafka = kafka;
        this.sink = sink;
        this.wanted = Set.copyOf(sink.wanted());
    }

    /** Starts following. */
    public void start() {
        worker.start();
    }

    /** What this follower has committed, in offsets of the command log. */
    public Coverage coverage() {
        return coverage;
    }

    /** Last committed event sequence. */
    public long sequence() {
        return sequence;
    }

    /** How many records of the event log lie behind what is committed, as far as is known. */
    public long lag() {
        return Math.max(0, logEnd - 1 - recordOffset);
    }

    /** Why it stopped at something that waiting does not mend; null while it goes on. */
    public @Nullable String fault() {
        return fault;
    }

    /** False once it stopped at a fault that waiting does not mend. */
    public boolean isHealthy() {
        return fault == null;
    }

    /** Whether it has once reached the end of the event log. */
    public boolean isCaughtUp() {
        return caughtUp;
    }

    @Override
    public void close() {
        worker.close();
    }

    private void round() {
        try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer(name, SETTINGS)) {
            follow(consumer);
        } catch (FrameFold.SequenceGapException
                | InvalidProtocolBufferException
                | OffsetOutOfRangeException e) {
            stop(e.getMessage() + ". Rebuild it from the event log (docs/runbook.md).", e);
        } catch (FollowerFault e) {
            stop(String.valueOf(e.getMessage()), e);
        } catch (PositionMovedException e) {
            LOG.infof("Follower %s looks on while another replica writes", name);
            lookOn();
        } catch (RuntimeException e) {
            coverage.restart(UNKNOWN);
            throw e;
        } catch (Error e) {
            stop(e.toString(), e);
        }
    }

    private void stop(String why, Throwable cause) {
        fault = why;
        worker.close();
        LOG.fatalf(cause, "Follower %s stops: %s", name, why);
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer)
            throws InvalidProtocolBufferException {
        Position position = load();
        long time = 0;
        restart(position);
        consumer.assign(List.of(PARTITION));
        consumer.seek(PARTITION, position.recordOffset() + 1);
        CommitPace pace = new CommitPace(sink.pace());
        while (worker.isRunning()) {
            FrameFold fold = new FrameFold(position, time);
            add(consumer.poll(IDLE), fold);
            if (!fold.isEmpty()) {
                gather(consumer, fold, pace);
                while (worker.isRunning() && !fold.isWhole()) {
                    add(consumer.poll(IDLE), fold);
                }
                if (!fold.isWhole()) {
                    return;
                }
                EventBatch batch = fold.batch();
                pace.begin();
                apply(batch);
                pace.end(fold.size());
                position = batch.to();
                time = batch.time();
                sequence = position.sequence();
                recordOffset = position.recordOffset();
                coverage.advance(position.commandOffset());
            }
            lookAtEnd(consumer, position);
        }
    }

    private Position load() {
        try {
            return sink.load();
        } catch (RuntimeException e) {
            // Only failures while the database answers say something about the batch.
            failedAt = null;
            throw e;
        }
    }

    /** A batch that fails again and again, while the position can be read, is a fault. */
    private void apply(EventBatch batch) {
        try {
            sink.apply(batch);
            failedAt = null;
        } catch (FollowerFault | PositionMovedException | DatabaseBusyException e) {
            throw e;
        } catch (RuntimeException e) {
            failures = batch.from().equals(failedAt) ? failures + 1 : 1;
            failedAt = batch.from();
            if (failures >= ATTEMPTS) {
                throw new FollowerFault(
                        "Events %d to %d cannot be applied, tried %d times: %s"
                                .formatted(
                                        batch.from().sequence() + 1,
                                        batch.to().sequence(),
                                        failures,
                                        e),
                        e);
            }
            throw e;
        }
    }

    private void restart(Position position) {
        sequence = position.sequence();
        recordOffset = position.recordOffset();
        coverage.restart(position.commandOffset());
    }

    // Kafka tells the end with each fetch; asking for it is needed only until the first one.
    private void lookAtEnd(KafkaConsumer<byte[], byte[]> consumer, Position position) {
        OptionalLong lag = consumer.currentLag(PARTITION);
        if (lag.isPresent()) {
            logEnd = consumer.position(PARTITION) + lag.getAsLong();
        }
        caughtUp = caughtUp || reaches(consumer, position);
    }

    /**
     * Adds what comes until the next commit is due, or until somebody waits for what there is:
     * under load few commits with many rows beat many with few.
     */
    private void gather(KafkaConsumer<byte[], byte[]> consumer, FrameFold fold, CommitPace pace)
            throws InvalidProtocolBufferException {
        long left = pace.nanosLeft();
        while (worker.isRunning() && left > 0 && fold.size() < ENOUGH_EVENTS) {
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

    private void add(ConsumerRecords<byte[], byte[]> records, FrameFold fold)
            throws InvalidProtocolBufferException {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            fold.add(frame(record), record.offset());
        }
    }

    private WantedFrame frame(ConsumerRecord<byte[], byte[]> record)
            throws InvalidProtocolBufferException {
        byte[] value = record.value();
        if (value == null) {
            throw new InvalidProtocolBufferException(
                    "Event log holds an empty record at offset " + record.offset());
        }
        return WantedFrame.parse(value, wanted);
    }

    /**
     * Takes over the position that another replica moves, until it has not moved for a while: then
     * this one writes, if there is anything to write. The database decides if both do.
     */
    private void lookOn() {
        long moved = System.nanoTime();
        while (worker.isRunning() && System.nanoTime() - moved < TAKE_OVER_NANOS) {
            long begun = System.nanoTime();
            if (look()) {
                moved = System.nanoTime();
            }
            // A look that reads much is taken less often.
            long rest = coverage.waiting() > 0 ? LOOK_SOON_NANOS : LOOK_NANOS;
            LockSupport.parkNanos(Math.max(rest, LOOKS_SHARE * (System.nanoTime() - begun)));
        }
    }

    /** Takes over the position, and says whether it has moved. */
    private boolean look() {
        try {
            Position position = sink.look();
            if (position.commandOffset() == coverage.offset()) {
                return false;
            }
            restart(position);
            caughtUp = caughtUp || isAtEnd(position);
            return true;
        } catch (RuntimeException e) {
            coverage.restart(UNKNOWN);
            throw e;
        }
    }

    private boolean isAtEnd(Position position) {
        if (position.recordOffset() + 1 < wantedEnd) {
            return false;
        }
        try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer(name, SETTINGS)) {
            return reaches(consumer, position);
        }
    }

    /**
     * Whether a position has come to where the log ended when that was asked, and is still near its
     * end: under load the log has always grown a little meanwhile.
     */
    private boolean reaches(KafkaConsumer<byte[], byte[]> consumer, Position position) {
        long next = position.recordOffset() + 1;
        if (wantedEnd != UNKNOWN && next < wantedEnd) {
            return false;
        }
        Long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
        if (end == null) {
            return false;
        }
        boolean reached = next >= end || (wantedEnd != UNKNOWN && end - next <= NEAR_RECORDS);
        wantedEnd = end;
        return reached;
    }
}
