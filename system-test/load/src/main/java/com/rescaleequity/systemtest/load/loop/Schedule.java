package com.rescaleequity.systemtest.load.loop;

import java.util.concurrent.TimeUnit;

/**
 * When each call of an open loop is due, whatever becomes of the ones before. Times are those of
 * {@code System.nanoTime()}, which may be negative and overflow.
 *
 * @param start when the first is due
 * @param rate calls a second
 * @param count how many there are
 */
public record Schedule(long start, int rate, long count) {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Everything that is due within a time. */
    public static Schedule of(long start, int rate, long nanos) {
        return new Schedule(start, rate, calls(nanos, rate));
    }

    /** The calls due before a time has passed: the one due at its very end is not among them. */
    private static long calls(long nanos, int rate) {
        long whole = nanos / SECOND * rate;
        long rest = nanos % SECOND * rate;
        return whole + (rest + SECOND - 1) / SECOND;
    }

    /** When a call is due; the first has number 0. */
    public long due(long number) {
        return start + number / rate * SECOND + number % rate * SECOND / rate;
    }

    /** How many are due by now, this moment's included. */
    public long dueBy(long now) {
        return now - start < 0 ? 0 : Math.min(count, calls(now - start + 1, rate));
    }
}
