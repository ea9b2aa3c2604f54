package com.rescaleequity.systemtest.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What a run saw between the end of its warm-up and its own end. One thread uses it. */
final class Measurement {

    private final Histogram latencies = new Histogram(TimeUnit.MINUTES.toMicros(2), 3);
    private final long from;
    private final long until;
    private long answeredInTime;
    private long refused;
    private long failed;
    private long unsent;

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

    long until() {
        return until;
    }

    /** Takes in one answer; a status of 0 stands for none. */
    void answered(long due, long now, int status) {
        if (now - from >= 0 && now - until < 0 && status == 200) {
            answeredInTime++;
        }
        if (due - from < 0 || due - until >= 0) {
            return;
        }
        if (status == 200) {
            latencies.recordValue(
                    Math.min(
                            TimeUnit.NANOSECONDS.toMicros(now - due),
                            latencies.getHighestTrackableValue()));
        } else if (status >= 500 || status == 0) {
            failed++;
        } else {
            refused++;
        }
    }

    /** Takes in a call that was never sent, because no connection became free in time. */
    void notSent(long due) {
        if (due - from >= 0 && due - until < 0) {
            unsent++;
        }
    }

    /** Answers 200 that came within the window, whenever their call was due: what really went. */
    long answered() {
        return answeredInTime;
    }

    /** Answered 4xx. */
    long refused() {
        return refused;
    }

    /** Answered 5xx or not at all. */
    long failed() {
        return failed;
    }

    /** Due within the window, but never sent: the exchange was too far behind. */
    long unsent() {
        return unsent;
    }

    double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1000.0;
    }
}
