package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.TradingCore;
import com.rescaleequity.order.trading.UnsupportedLogicException;
import com.rescaleequity.order.trading.state.CorruptStateException;
import com.rescaleequity.order.trading.state.PartSink;
import com.rescaleequity.platform.kafka.KafkaClients;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps snapshots of the core, each once the event log covers it, and finds the newest that is
 * whole. While the core runs it is not stopped for one: a second core is made as a start makes its
 * own, from the last snapshot and the log behind it, and must come to the same events.
 */
final class Snapshots implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Snapshots.class);
    private static final Duration PUBLISHED_PATIENCE = Duration.ofSeconds(30);
    private static final int PART_BYTES = 1 << 22;
    private static final int ALARM_PART = 2;
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

    /** A core as it was after a command. */
    record Restored(TradingCore core, long commandOffset) {}

    private final KafkaClients kafka;
    private final SnapshotStore store;
    private final FrameQueue frames;
    private final long every;
    private final long limit;
    private final Consumer<Throwable> fault;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final ExecutorService keeper =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("snapshots").daemon().factory());
    private final AtomicLong stateBytes = new AtomicLong();
    private volatile long lastOffset = -1;
    private volatile boolean stopping;

    /**
     * Snapshots of one core.
     *
     * @param frames knows how far the event log has come
     * @param settings how often, and how large at most
     * @param fault told when the log comes to something else than this replica
     */
    Snapshots(
            KafkaClients kafka,
            SnapshotStore store,
            FrameQueue frames,
            EngineSettings settings,
            Consumer<Throwable> fault) {
        this.kafka = kafka;
        this.store = store;
        this.frames = frames;
        this.every = settings.snapshotEvery();
        this.limit = settings.snapshotLimitBytes();
        Metrics.gauge("exchange.core.state.bytes", stateBytes);
        this.fault = fault;
    }

    /** The newest kept state that the event log covers, or null if there is none. */
    @Nullable Restored newest(Standing published) {
        Restored newest = find(published);
        if (newest != null) {
            lastOffset = newest.commandOffset();
        }
        return newest;
    }

    private @Nullable Restored find(Standing published) {
        for (SnapshotStore.Entry entry : store.newestFirst()) {
            if (entry.commandOffset() > published.offset()) {
                LOG.warnf(
                        "The snapshot at command %d is passed over: the event log covers only %d",
                        entry.commandOffset(), published.offset());
                continue;
            }
            TradingCore core = restore(entry);
            if (core != null) {
                return new Restored(core, entry.commandOffset());
            }
        }
        return null;
    }

    private @Nullable TradingCore restore(SnapshotStore.Entry entry) {
        try {
            TradingCore core =
                    store.read(entry, parts -> TradingCore.restore(parts, LabelSecret.VALUE));
            if (Standing.of(core, entry.commandOffset()).equals(entry.standing())) {
                return core;
            }
            LOG.warnf("The snapshot at command %d is not what it says", entry.commandOffset());
        } catch (CorruptStateException e) {
            LOG.errorf(
                    "The snapshot at command %d is not believed: %s. Trying the one before; see docs/runbook.md",
                    entry.commandOffset(), e.getMessage());
        } catch (UnsupportedLogicException e) {
            throw new IllegalStateException("Newer code made the last snapshot: " + e.getMessage());
        }
        return null;
    }

    /** Whether so many commands have passed that another should be taken. */
    boolean isDue(long appliedOffset) {
        return appliedOffset - lastOffset >= every && !busy.get();
    }

    /** Has a snapshot made of what the core has come to; returns at once. */
    void take(TradingCore core, long appliedOffset) {
        if (appliedOffset > lastOffset && busy.compareAndSet(false, true)) {
            SnapshotStore.Entry wanted = entry(core, appliedOffset);
            lastOffset = appliedOffset;
            keeper.execute(() -> keep(wanted, PUBLISHED_PATIENCE, () -> rebuilt(wanted)));
        }
    }

    /** Keeps the state of a core that has stopped, and waits until that is done. */
    void takeLast(TradingCore core, long appliedOffset) {
        stopping = true;
        if (appliedOffset > lastOffset) {
            SnapshotStore.Entry last = entry(core, appliedOffset);
            keeper.execute(() -> keep(last, LAST_PATIENCE, () -> core));
        }
        keeper.shutdown();
        try {
            if (!keeper.awaitTermination(2 * LAST_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("The last snapshot was not kept in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SnapshotStore.Entry entry(TradingCore core, long commandOffset) {
        return new SnapshotStore.Entry(Standing.of(core, commandOffset), core.logicVersion());
    }

    /** The core after a command, from the last snapshot and the log behind it. */
    private TradingCore rebuilt(SnapshotStore.Entry wanted) {
        Restored last = find(wanted.standing());
        TradingCore core = last == null ? new TradingCore(LabelSecret.VALUE) : last.core();
        long from = last == null ? 0 : last.commandOffset() + 1;
        LogReplay.run(kafka, core, from, wanted.commandOffset(), () -> stopping);
        if (!Standing.of(core, wanted.commandOffset()).equals(wanted.standing())) {
            throw new PublishedCheck.DivergenceException(
                    wanted.commandOffset(),
                    "the last snapshot and the log behind it come to other events");
        }
        return core;
    }

    private void keep(SnapshotStore.Entry entry, Duration patience, Supplier<TradingCore> made) {
        try {
            long end = System.nanoTime() + patience.toNanos();
            while (frames.publishedTo() < entry.commandOffset()) {
                if (System.nanoTime() > end) {
                    LOG.warnf(
                            "The snapshot at command %d is dropped: not published",
                            entry.commandOffset());
                    return;
                }
                Thread.sleep(20);
            }
            long begun = System.nanoTime();
            TradingCore core = made.get();
            SizeWatch size = new SizeWatch();
            if (store.save(entry, parts -> core.snapshot(PART_BYTES, size.before(parts)))) {
                LOG.infof(
                        "Snapshot at command %d: %d kB in %d ms",
                        entry.commandOffset(),
                        size.bytes / 1024,
                        Duration.ofNanos(System.nanoTime() - begun).toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (PublishedCheck.DivergenceException e) {
            fault.accept(e);
        } catch (RuntimeException e) {
            LOG.errorf("A snapshot was not kept: %s", e.getMessage());
        } finally {
            busy.set(false);
        }
    }

    /** A state that grows without end ends every replica: an operator must know long before. */
    private final class SizeWatch {

        private long bytes;

        /** Counts parts before they are kept, and lets none pass above the limit. */
        PartSink before(PartSink parts) {
            return (part, last) -> {
                bytes += part.length;
                if (bytes > limit) {
                    stateBytes.set(bytes);
                    throw new IllegalStateException(
                            "the state has more bytes than the limit of %d; see docs/runbook.md"
                                    .formatted(limit));
                }
                parts.accept(part, last);
                if (last) {
                    stateBytes.set(bytes);
                    tell();
                }
            };
        }

        private void tell() {
            if (bytes > limit / ALARM_PART) {
                LOG.errorf(
                        "The core's state has %d bytes, and none above %d is kept: see docs/runbook.md",
                        bytes, limit);
            }
        }
    }

    @Override
    public void close() {
        keeper.shutdownNow();
    }
}
