package com.rescaleequity.platform.runtime;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says when something may be told: the first time, and then once a minute, however often it
 * happens; one line for each time would drown the log. For several threads.
 */
public final class OnceAMinute {

    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    private final AtomicLong due = new AtomicLong(System.nanoTime());

    /** Whether to tell now; true for one of those who ask at the same time. */
    public boolean isDue() {
        long now = System.nanoTime();
        long next = due.get();
        return now - next >= 0 && due.compareAndSet(next, now + QUIET_NANOS);
    }
}
