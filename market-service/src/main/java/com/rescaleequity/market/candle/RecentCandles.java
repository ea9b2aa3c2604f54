package com.rescaleequity.market.candle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One market's newest candles of each interval, as the table holds them: those that had trades, and
 * the last one before, whose close is the price that the rest begins with. They answer every
 * question for the newest candles, however many may be asked for. Not thread-safe.
 */
public final class RecentCandles {

    /** Intervals that are held whole, the running one included; an answer has at most 1000. */
    public static final int KEPT = 1440;

    private static final class Series {
        private final Deque<Candle> traded = new ArrayDeque<>();
        private @Nullable Candle before;
    }

    private final Map<Interval, Series> series = new EnumMap<>(Interval.class);
    private long time;

    /** Without trades, at this time. */
    public RecentCandles(long time) {
        this.time = time;
        for (Interval interval : Interval.values()) {
            series.put(interval, new Series());
        }
    }

    /** The first open time that is held at this time. */
    public static long start(Interval interval, long time) {
        return interval.openOf(time) - (KEPT - 1) * interval.millis();
    }

    /** Adds trades of one interval, none earlier than what was added before. */
    public void add(Interval interval, Candle trades) {
        Deque<Candle> traded = of(interval).traded;
        Candle last = traded.peekLast();
        if (last != null && last.openTime() == trades.openTime()) {
            traded.removeLast();
            traded.addLast(last.then(trades));
        } else {
            traded.addLast(trades);
        }
    }

    /** Forgets what is too old at this time. */
    public void advance(long now) {
        time = now;
        series.forEach((interval, held) -> {
            long start = start(interval, now);
            for (Candle oldest = held.traded.peekFirst();
                    oldest != null && oldest.openTime() < start;
                    oldest = held.traded.peekFirst()) {
                held.before = oldest;
                held.traded.removeFirst();
            }
        });
    }

    /**
     * The candles of a range that had trades, ascending, after the last one before it; null when
     * the range begins before what is held.
     */
    public @Nullable List<Candle> rows(CandleRange range) {
        if (range.first() < start(range.interval(), time)) {
            return null;
        }
        Series held = of(range.interval());
        List<Candle> rows = new ArrayList<>();
        Iterator<Candle> backwards = held.traded.descendingIterator();
        while (backwards.hasNext()) {
            Candle candle = backwards.next();
            if (candle.openTime() <= range.last()) {
                rows.add(candle);
            }
            if (candle.openTime() < range.first()) {
                return rows.reversed();
            }
        }
        if (held.before != null) {
            rows.add(held.before);
        }
        return rows.reversed();
    }

    private Series of(Interval interval) {
        Series held = series.get(interval);
        if (held == null) {
            throw new IllegalStateException("No candles of " + interval);
        }
        return held;
    }
}
