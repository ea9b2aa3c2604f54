package com.rescaleequity.market.candle;

import com.rescaleequity.protocol.market.PublicTrade;

/**
 * The trades of one interval in six numbers, prices and volumes in units. Volumes that outgrow a
 * {@code long} stay at its maximum.
 *
 * @param volume base units
 * @param quoteVolume quote units
 * @param trades how many; 0 makes the candle flat at the previous close
 */
public record Candle(
        long openTime,
        long open,
        long high,
        long low,
        long close,
        long volume,
        long quoteVolume,
        long trades) {

    /** An interval without trades. */
    public static Candle flat(long openTime, long price) {
        return new Candle(openTime, price, price, price, price, 0, 0, 0);
    }

    /** An interval with one trade. */
    public static Candle of(long openTime, PublicTrade trade) {
        long price = trade.getPrice();
        return new Candle(
                openTime,
                price,
                price,
                price,
                price,
                trade.getQuantity(),
                trade.getQuoteQuantity(),
                1);
    }

    /** The same trades as part of an interval that opened at this time. */
    public Candle openedAt(long time) {
        return new Candle(time, open, high, low, close, volume, quoteVolume, trades);
    }

    /** This candle followed by later trades of the same interval. */
    public Candle then(Candle later) {
        if (trades == 0) {
            return later;
        }
        return new Candle(
                openTime,
                open,
                Math.max(high, later.high),
                Math.min(low, later.low),
                later.close,
                sum(volume, later.volume),
                sum(quoteVolume, later.quoteVolume),
                trades + later.trades);
    }

    /** The sum of two volumes, at most {@code Long.MAX_VALUE}. */
    public static long sum(long left, long right) {
        long sum = left + right;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
