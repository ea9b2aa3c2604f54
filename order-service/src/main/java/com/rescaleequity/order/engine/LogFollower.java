package com.rescaleequity.order.engine;

import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.protocol.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings this replica's core to the end of the command log, from the newest snapshot, and then
 * along with it. Everything here happens on the core's thread, but for {@link #stop}.
 */
final class LogFollower {

    private static final Logger LOG = Logger.getLogger(LogFollower.class);
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final long MOST_LAG = 10_000;
    private static final long STANDSTILL_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long ROOM_LOOK_NANOS = Duration.ofMillis(5).toNanos();
    private static final TopicPartition PARTITION = new TopicPartition(Topics.TRADING_COMMANDS, 0);

    private final KafkaClients kafka;
    private final CoreLoop loop;
    private final Snapshots snapshots;
    private final FrameQueue frames;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean running = true;
    private volatile boolean caughtUp;
    private volatile boolean lagging;
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile long polledAt = System.nanoTime();

    LogFollower(KafkaClients kafka, CoreLoop loop, Snapshots snapshots, FrameQueue frames) {
        this.kafka = kafka;
        this.loop = loop;
        this.snapshots = snapshots;
        this.frames = frames;
        this.consumer = kafka.consumer("core", KafkaSettings.consumer());
    }

    /** Whether the core has reached what was the end of the log when it started. */
    boolean isCaughtUp() {
        return caughtUp;
    }

    /**
     * Whether new commands would wait long behind those that are in the log already, or this
     * replica has not looked for a while: it was frozen, or computes too long.
     */
    boolean isBehind() {
        return lagging || System.nanoTime() - polledAt > STANDSTILL_NANOS;
    }

    /** Makes {@link #follow} return soon; any thread may call it. */
    void stop() {
        running = false;
        consumer.wakeup();
    }

    /** Makes {@link #follow} look at the questions soon; any thread may call it. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            consumer.wakeup();
        }
    }

    /** Restores the newest snapshot that fits both logs, and stands behind its last command. */
    void restore() {
        Standing published = published();
        Snapshots.Restored restored = snapshots.newest(published);
        loop.resume(restored, published);
        long next = restored == null ? 0 : restored.commandOffset() + 1;
        consumer.assign(List.of(PARTITION));
        consumer.seek(PARTITION, next);
        requireLog(next, restored, published);
        LOG.infof(
                restored == null
                        ? "No snapshot: the command log is read from %d"
                        : "Restored the snapshot before command %d",
                next);
    }

    private Standing published() {
        try (EventTail tail = new EventTail(kafka)) {
            return tail.read();
        }
    }

    private void requireLog(long next, Snapshots.@Nullable Restored restored, Standing published) {
        long begin = offset(consumer.beginningOffsets(List.of(PARTITION)).get(PARTITION));
        long end = end();
        if (begin > next) {
            throw new IllegalStateException(
                    restored == null
                            ? "The command log begins at %d and there is no whole snapshot. Restore one into order_service.core_snapshot that is not older, see docs/runbook.md"
                                    .formatted(begin)
                            : "The command log begins at %d, after the snapshot at %d. Restore a snapshot that is not older, or the log's beginning, see docs/runbook.md"
                                    .formatted(begin, next - 1));
        }
        if (end < next) {
            throw new IllegalStateException(
                    "The command log ends at %d but the snapshot covers %d: the log was lost. Restore it, see docs/runbook.md"
                            .formatted(end - 1, next - 1));
        }
        if (published.offset() >= end) {
            throw new IllegalStateException(
                    "The command log ends at %d but events cover %d: the log was lost. Restore it, see docs/runbook.md"
                            .formatted(end - 1, published.offset()));
        }
    }

    /**
     * Applies the log until {@link #stop}.
     *
     * @param publish starts publishing, called once: when the core has caught up or so many events
     *     wait that they must be written meanwhile
     */
    void follow(Runnable publish) {
        boolean publishes = false;
        long end = end();
        long first = consumer.position(PARTITION);
        long started = System.nanoTime();
        while (running) {
            ConsumerRecords<byte[], byte[]> records = poll();
            if (records.isEmpty()) {
                loop.compare();
            } else {
                loop.apply(records);
            }
            loop.answerQuestions();
            if (!caughtUp && consumer.position(PARTITION) >= end) {
                loop.goLive();
                caughtUp = true;
                LOG.infof(
                        "Caught up with %d commands in %d ms",
                        end - first, Duration.ofNanos(System.nanoTime() - started).toMillis());
            }
            if (!publishes && (caughtUp || frames.isLong())) {
                publishes = true;
                publish.run();
            }
            awaitRoom();
        }
        consumer.close();
    }

    /** A replay of what was never published must not outrun the publishing. */
    private void awaitRoom() {
        while (running && !caughtUp && frames.isLong()) {
            LockSupport.parkNanos(ROOM_LOOK_NANOS);
        }
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        try {
            ConsumerRecords<byte[], byte[]> records = pollWoken();
            polledAt = System.nanoTime();
            lagging = consumer.currentLag(PARTITION).orElse(0) > MOST_LAG;
            return records;
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        } catch (OffsetOutOfRangeException e) {
            throw new IllegalStateException(
                    "The command log does not hold what this replica needs next: see docs/runbook.md",
                    e);
        }
    }

    /**
     * One wake-up ends one poll, and the next follows at once: however many questions come, the
     * commands that have come are taken before them.
     */
    private ConsumerRecords<byte[], byte[]> pollWoken() {
        try {
            return consumer.poll(loop.questions().isWaiting() ? Duration.ZERO : PATIENCE);
        } catch (WakeupException e) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ZERO);
            woken.set(false);
            return records;
        }
    }

    private long end() {
        return offset(consumer.endOffsets(List.of(PARTITION)).get(PARTITION));
    }

    private static long offset(@Nullable Long offset) {
        return offset == null ? 0 : offset;
    }
}
