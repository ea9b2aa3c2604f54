package com.rescaleequity.market.ticker;

import com.rescaleequity.market.candle.Candle;
import com.rescaleequity.market.candle.Interval;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The trades of the last 24 hours in one-minute buckets, the running minute included. What leaves
 * the window leaves its last price as the reference. Not thread-safe.
 */
public final class TickerWindow {

    /** Buckets in the window. */
    public static final int MINUTES = 1440;

    private final Deque<Candle> minutes = new ArrayDeque<>();
    private long reference;
    private Candle total = Candle.flat(0, 0);

    /** The open time of the oldest minute in the window at this time. */
    public static long start(long time) {
        return Interval.ONE_MINUTE.openOf(time) - (MINUTES - 1) * Interval.ONE_MINUTE.millis();
    }

    /** Adds trades of one minute, none earlier than what was added before. */
    public void add(Candle minute) {
        Candle last = minutes.peekLast();
        if (last != null && last.openTime() == minute.openTime()) {
            minutes.removeLast();
            minutes.addLast(last.then(minute));
        } else {
            minutes.addLast(minute);
        }
        total = total.then(minute);
    }

    /** Drops what is older than 24 hours at this time. */
    public void advance(long time) {
        long start = start(time);
        boolean dropped = false;
        for (Candle oldest = minutes.peekFirst();
                oldest != null && oldest.openTime() < start;
                oldest = minutes.peekFirst()) {
            reference = oldest.close();
            minutes.removeFirst();
            dropped = true;
        }
        if (dropped) {
            total = Candle.flat(0, 0);
            for (Candle minute : minutes) {
                total = total.then(minute);
            }
        }
    }

    /** Last price before the window, 0 when there was no trade before. */
    public long reference() {
        return reference;
    }

    /** All trades of the window as one candle; without trades its prices mean nothing. */
    public Candle total() {
        return total;
    }
}
