package com.rescaleequity.market.candle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which candles a question asks for: the first and the last open time, inclusive; empty when the
 * last lies before the first.
 */
public record CandleRange(Interval interval, long first, long last) {

    /**
     * Cuts a question to the market's life and to the limit. With a start the oldest candles win,
     * without one the newest.
     *
     * @param began when the market began
     * @param now engine time, whose candle is the last
     */
    public static CandleRange of(
            Interval interval,
            long began,
            long now,
            @Nullable Long startTime,
            @Nullable Long endTime,
            long limit) {
        long first = interval.openOf(began);
        long last = interval.openOf(now);
        if (startTime != null) {
            first = Math.max(first, interval.openAtOrAfter(startTime));
        }
        if (endTime != null) {
            last = Math.min(last, interval.openOf(endTime));
        }
        long span = (limit - 1) * interval.millis();
        if (last - first > span) {
            if (startTime != null) {
                last = first + span;
            } else {
                first = last - span;
            }
        }
        return new CandleRange(interval, first, last);
    }

    public boolean isEmpty() {
        return last < first;
    }

    /**
     * The continuous series of this range.
     *
     * @param rows the candles that have trades, ascending; those before the range give its first
     *     price
     * @param priceBefore the price when no row lies before the range
     */
    public List<Candle> fill(List<Candle> rows, long priceBefore) {
        List<Candle> series = new ArrayList<>();
        long price = priceBefore;
        int next = 0;
        while (next < rows.size() && rows.get(next).openTime() < first) {
            price = rows.get(next++).close();
        }
        for (long open = first; open <= last; open += interval.millis()) {
            Candle candle = Candle.flat(open, price);
            if (next < rows.size() && rows.get(next).openTime() == open) {
                candle = rows.get(next++);
            }
            series.add(candle);
            price = candle.close();
        }
        return series;
    }
}
