package com.rescaleequity.market.candle;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One market's running candle of each interval. Engine time closes them: every interval that it
 * passes yields exactly one closed candle, flat ones included. Not thread-safe.
 */
public final class RunningCandles {

    private final Map<Interval, Candle> running = new EnumMap<>(Interval.class);

    /** Flat candles at this time, for a market whose last price this is. */
    public RunningCandles(long time, long price) {
        for (Interval interval : Interval.values()) {
            running.put(interval, Candle.flat(interval.openOf(time), price));
        }
    }

    /** Puts back a candle that had trades. */
    public void restore(Interval interval, Candle candle) {
        running.put(interval, candle);
    }

    /** Adds trades of one interval, none earlier than what was added before. */
    public void add(Interval interval, Candle trades, List<ClosedCandle> closed) {
        closeUntil(interval, trades.openTime(), closed);
        running.merge(interval, trades, Candle::then);
    }

    /** Closes what is over at this time. */
    public void advance(long time, List<ClosedCandle> closed) {
        for (Interval interval : Interval.values()) {
            closeUntil(interval, interval.openOf(time), closed);
        }
    }

    /** The running candle. */
    public Candle running(Interval interval) {
        Candle candle = running.get(interval);
        if (candle == null) {
            throw new IllegalStateException("No running candle of " + interval);
        }
        return candle;
    }

    private void closeUntil(Interval interval, long openTime, List<ClosedCandle> closed) {
        Candle candle = running(interval);
        while (candle.openTime() < openTime) {
            closed.add(new ClosedCandle(interval, candle));
            candle = Candle.flat(candle.openTime() + interval.millis(), candle.close());
        }
        running.put(interval, candle);
    }
}
