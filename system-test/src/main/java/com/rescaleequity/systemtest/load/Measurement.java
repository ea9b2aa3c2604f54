package com.rescaleequity.systemtest.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;

/** What a run saw between the end of its warm-up and its own end. */
final class Measurement {

    private final ConcurrentHistogram latencies =
            new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(2), 3);
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final long from;
    private final long until;

    /**
     * A measurement of calls that are due within a window.
     *
     * @param from start of the window, {@code System.nanoTime()}
     * @param until its end
     */
    Measurement(long from, long until) {
        this.from = from;
        this.until = until;
    }

    /** Takes in one answer. */
    void answered(long due, long now, int status) {
        if (due - from < 0 || due - until >= 0) {
            return;
        }
        if (status == 200) {
            latencies.recordValue(
                    Math.min(
                            TimeUnit.NANOSECONDS.toMicros(now - due),
                            latencies.getHighestTrackableValue()));
        } else if (status >= 500 || status == 0) {
            failed.incrementAndGet();
        } else {
            refused.incrementAndGet();
        }
    }

    long answered() {
        return latencies.getTotalCount();
    }

    /** Answered 4xx. */
    long refused() {
        return refused.get();
    }

    /** Answered 5xx or not at all. */
    long failed() {
        return failed.get();
    }

    double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1000.0;
    }
}
