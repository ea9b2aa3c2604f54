package com.rescaleequity.market.candle;

/** Candles as they travel and as views are made from. */
public final class CandleMessages {

    private CandleMessages() {}

    /** The message of a candle. */
    public static com.rescaleequity.protocol.market.Candle of(
            String symbol, Interval interval, Candle candle, boolean closed, long timestamp) {
        return com.rescaleequity.protocol.market.Candle.newBuilder()
                .setSymbol(symbol)
                .setInterval(interval.text())
                .setOpenTime(candle.openTime())
                .setOpen(candle.open())
                .setHigh(candle.high())
                .setLow(candle.low())
                .setClose(candle.close())
                .setVolume(candle.volume())
                .setQuoteVolume(candle.quoteVolume())
                .setTrades(candle.trades())
                .setClosed(closed)
                .setTimestamp(timestamp)
                .build();
    }
}
