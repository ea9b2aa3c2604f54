package com.rescaleequity.systemtest.load.loop;

import com.rescaleequity.systemtest.load.wire.Answer;
import com.rescaleequity.systemtest.load.wire.CallKind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What a stage saw between the end of its settling and its own end. What was answered 200 counts
 * from when it was due; so does what was never sent or never answered, as far as it was waited for.
 * A refusal counts from when it was sent: it tells how fast the exchange says no. One thread uses
 * it.
 */
public final class Measurement {

    private final long start;
    private final long from;
    private final long until;
    private final Map<CallKind, Latencies> answered = new EnumMap<>(CallKind.class);
    private final Map<String, Latencies> refused = new TreeMap<>();
    private final Latencies all = new Latencies();
    private long[] perSecond = new long[0];
    private long inTime;
    private long acknowledged;
    private long failed;
    private long unsent;

    /**
     * A measurement of calls that are due within a window.
     *
     * @param start of the stage, {@code System.nanoTime()}
     * @param from of the window
     * @param until its end
     */
    public Measurement(long start, long from, long until) {
        this.start = start;
        this.from = from;
        this.until = until;
    }

    /** Until when calls are due. */
    public long until() {
        return until;
    }

    /**
     * Takes in one answer, or that none came.
     *
     * @param due when the call was due, and {@code sent} when it went
     */
    void answered(CallKind kind, long due, long sent, long now, Answer answer) {
        if (answer.ok()) {
            acknowledged++;
            count(now);
            if (isWithin(now)) {
                inTime++;
            }
        }
        if (!isWithin(due)) {
            return;
        }
        if (answer.ok()) {
            all.record(now - due);
            answered.computeIfAbsent(kind, any -> new Latencies()).record(now - due);
        } else if (answer.status() == 0) {
            all.record(now - due);
            failed++;
        } else {
            refused.computeIfAbsent(answer.code(), code -> new Latencies()).record(now - sent);
        }
    }

    /** Takes in a call that was never sent, because no connection became free in time. */
    void notSent(long due, long now) {
        if (isWithin(due)) {
            all.record(now - due);
            unsent++;
        }
    }

    private boolean isWithin(long moment) {
        return moment - from >= 0 && moment - until < 0;
    }

    private void count(long now) {
        int second = (int) TimeUnit.NANOSECONDS.toSeconds(now - start);
        if (second >= perSecond.length) {
            perSecond = Arrays.copyOf(perSecond, second + 1);
        }
        perSecond[second]++;
    }

    /** How long it measured; shorter when it was stopped. */
    public double seconds(long now) {
        long end = now - until < 0 ? now : until;
        return Math.max(0.001, (end - from) / (double) TimeUnit.SECONDS.toNanos(1));
    }

    /** Answers 200 that came within the window, whenever their call was due: what really went. */
    public long inTime() {
        return inTime;
    }

    /** Answers 200 of the whole stage. */
    public long acknowledged() {
        return acknowledged;
    }

    /** Not answered at all. */
    public long failed() {
        return failed;
    }

    /** Due within the window, but never sent: the exchange was too far behind. */
    public long unsent() {
        return unsent;
    }

    /** Answered 200, and what was given up. */
    public Latencies all() {
        return all;
    }

    /** Answered 200, by what was called. */
    public Map<CallKind, Latencies> byKind() {
        return answered;
    }

    /** Refusals by their code. */
    public Map<String, Latencies> refused() {
        return refused;
    }

    /** Answers 200 in each second of the stage, its settling included. */
    public long[] perSecond() {
        return perSecond.clone();
    }
}
