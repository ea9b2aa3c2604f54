package com.rescaleequity.platform.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A named thread that does one task again and again until it is closed. A round that fails is said
 * once with its trace and now and then afterwards, and the next one begins after a pause that
 * grows; the process never waits for the thread to end.
 */
public final class Worker implements AutoCloseable {

    /** What a worker does; returns when it may begin anew, at the latest when it is closed. */
    @FunctionalInterface
    public interface Task {

        /** One round; a long one asks {@link Worker#isRunning()} now and then. */
        void round() throws InterruptedException;
    }

    private static final Logger LOG = Logger.getLogger(Worker.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final long SAY_EVERY_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long LONG_ROUND_NANOS = Duration.ofSeconds(10).toNanos();

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

    private void run() {
        Duration rest = FIRST_PAUSE;
        boolean failing = false;
        try {
            while (isRunning()) {
                long begun = System.nanoTime();
                try {
                    task.round();
                    failing = false;
                } catch (RuntimeException e) {
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
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private void tell(RuntimeException e, boolean again) {
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
