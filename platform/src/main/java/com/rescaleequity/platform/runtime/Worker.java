package com.rescaleequity.platform.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A named thread that does one task again and again until it is closed. A round that fails is said
 * once with its trace and now and then afterwards, and the next one begins after a pause that
 * grows; the process never waits for the thread to end. After an error, which no further round
 * mends, the worker is lost and its process is not alive any more: see {@link WorkerLiveness}.
 */
public final class Worker implements AutoCloseable {

    /** What a worker does; returns when it may begin anew, at the latest when it is closed. */
    @FunctionalInterface
    public interface Task {

        /** One round; a long one asks {@link Worker#isRunning()} now and then. */
        void round() throws Throwable;
    }

    private static final Logger LOG = Logger.getLogger(Worker.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final long SAY_EVERY_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long LONG_ROUND_NANOS = Duration.ofSeconds(10).toNanos();

    // Of the whole process: nobody else does what a lost worker did.
    private static final AtomicReference<@Nullable String> LOST = new AtomicReference<>();

    private final String name;
    private final Task task;
    private final CountDownLatch closed = new CountDownLatch(1);
    private long told;

    /** A worker that has not started. */
    public Worker(String name, Task task) {
        this.name = name;
        this.task = task;
    }

    /** Begins with the first round; to be called once. */
    public void start() {
        Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    /** Whether rounds still begin. */
    public boolean isRunning() {
        return closed.getCount() > 0;
    }

    /** Rests, at most until the worker is closed. */
    public void pause(Duration rest) throws InterruptedException {
        var _ = closed.await(rest.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** No further round begins; the one under way ends by itself. Any thread may call it. */
    @Override
    public void close() {
        closed.countDown();
    }

    /** The name of a worker of this process that an error ended; null while there is none. */
    static @Nullable String lost() {
        return LOST.get();
    }

    private void run() {
        try {
            goOn();
        } catch (InterruptedException | Error e) {
            if (isRunning()) {
                LOST.set(name);
                LOG.fatalf(e, "%s ends: this process must be restarted", name);
            }
        } finally {
            close();
        }
    }

    private void goOn() throws InterruptedException {
        Duration rest = FIRST_PAUSE;
        boolean failing = false;
        while (isRunning()) {
            long begun = System.nanoTime();
            try {
                task.round();
                failing = false;
            } catch (InterruptedException | Error e) {
                throw e;
            } catch (Throwable e) {
                if (!isRunning()) {
                    return;
                }
                failing = failing && System.nanoTime() - begun < LONG_ROUND_NANOS;
                tell(e, failing);
                rest = failing ? longer(rest) : FIRST_PAUSE;
                failing = true;
                pause(rest);
            }
        }
    }

    private void tell(Throwable e, boolean again) {
        if (!again) {
            LOG.warnf(e, "%s fails, trying again", name);
        } else if (System.nanoTime() - told < SAY_EVERY_NANOS) {
            return;
        } else {
            LOG.warnf("%s still fails, trying again: %s", name, e);
        }
        told = System.nanoTime();
    }

    private static Duration longer(Duration rest) {
        Duration doubled = rest.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
