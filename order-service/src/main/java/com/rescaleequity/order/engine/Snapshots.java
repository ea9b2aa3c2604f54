package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.TradingCore;
import com.rescaleequity.order.trading.UnsupportedLogicException;
import com.rescaleequity.order.trading.state.CorruptStateException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes the core's snapshots, keeps them once the event log covers them, and finds the newest that
 * is whole. Taking happens on the core's thread and is short; keeping happens on another.
 */
final class Snapshots implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Snapshots.class);
    private static final Duration PUBLISHED_PATIENCE = Duration.ofSeconds(30);
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

    /** A core as it was after a command. */
    record Restored(TradingCore core, long commandOffset) {}

    private final SnapshotStore store;
    private final FrameQueue frames;
    private final long every;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final ExecutorService keeper =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("snapshots").daemon().factory());
    private volatile long lastOffset = -1;

    /**
     * Snapshots of one core.
     *
     * @param frames knows how far the event log has come
     * @param every commands between two snapshots
     */
    Snapshots(SnapshotStore store, FrameQueue frames, long every) {
        this.store = store;
        this.frames = frames;
        this.every = every;
    }

    /** The newest kept state that the event log covers, or null if there is none. */
    @Nullable Restored newest(EventTail.End published) {
        for (SnapshotStore.Entry entry : store.newestFirst()) {
            if (entry.commandOffset() > published.commandOffset()) {
                LOG.warnf(
                        "The snapshot at command %d is passed over: the event log covers only %d",
                        entry.commandOffset(), published.commandOffset());
                continue;
            }
            TradingCore core = restore(entry);
            if (core != null) {
                lastOffset = entry.commandOffset();
                return new Restored(core, entry.commandOffset());
            }
        }
        return null;
    }

    private @Nullable TradingCore restore(SnapshotStore.Entry entry) {
        try {
            TradingCore core = TradingCore.restore(store.load(entry));
            if (core.sequence() == entry.sequence() && core.eventHash() == entry.eventHash()) {
                return core;
            }
            LOG.warnf("The snapshot at command %d is not what it says", entry.commandOffset());
        } catch (CorruptStateException e) {
            LOG.warnf(
                    "The snapshot at command %d is damaged (%s); trying the one before",
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

    /** Takes a snapshot now; the core's thread calls it, between two commands. */
    void take(TradingCore core, long appliedOffset) {
        if (appliedOffset > lastOffset && busy.compareAndSet(false, true)) {
            Taken taken = Taken.of(core, appliedOffset);
            lastOffset = appliedOffset;
            keeper.execute(() -> keep(taken, PUBLISHED_PATIENCE));
        }
    }

    /** Takes the last snapshot, of a core that has stopped, and waits until it is kept. */
    void takeLast(TradingCore core, long appliedOffset) {
        if (appliedOffset <= lastOffset) {
            return;
        }
        Taken taken = Taken.of(core, appliedOffset);
        keeper.execute(() -> keep(taken, LAST_PATIENCE));
        keeper.shutdown();
        try {
            if (!keeper.awaitTermination(2 * LAST_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("The last snapshot was not kept in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(Taken taken, Duration patience) {
        try {
            long offset = taken.entry.commandOffset();
            long end = System.nanoTime() + patience.toNanos();
            while (frames.publishedTo() < offset) {
                if (System.nanoTime() > end) {
                    LOG.warnf("The snapshot at command %d is dropped: not published", offset);
                    return;
                }
                Thread.sleep(20);
            }
            store.save(taken.entry, taken.state);
            LOG.infof(
                    "Snapshot at command %d: %d kB, the core stood still for %d ms",
                    offset, taken.state.length / 1024, taken.millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warnf("A snapshot was not kept: %s", e.getMessage());
        } finally {
            busy.set(false);
        }
    }

    @Override
    public void close() {
        keeper.shutdownNow();
    }

    private record Taken(SnapshotStore.Entry entry, byte[] state, long millis) {

        static Taken of(TradingCore core, long commandOffset) {
            long begun = System.nanoTime();
            byte[] state = core.snapshot();
            long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
            SnapshotStore.Entry entry =
                    new SnapshotStore.Entry(
                            commandOffset, core.sequence(), core.eventHash(), core.logicVersion());
            return new Taken(entry, state, millis);
        }
    }
}
