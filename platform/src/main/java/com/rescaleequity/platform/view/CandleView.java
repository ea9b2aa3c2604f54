package com.rescaleequity.platform.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.protocol.market.Candle;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One candle; symbol and interval are given on streams, where the request does not say them. */
public record CandleView(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String symbol,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String interval,
        long timestamp,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal volume,
        BigDecimal quoteVolume,
        long trades,
        boolean closed) {

    /** As REST shows it. */
    public static CandleView of(Candle candle) {
        return of(candle, null, null);
    }

    /** As a stream shows it. */
    public static CandleView named(Candle candle) {
        return of(candle, candle.getSymbol(), candle.getInterval());
    }

    private static CandleView of(
            Candle candle, @Nullable String symbol, @Nullable String interval) {
        return new CandleView(
                symbol,
                interval,
                candle.getOpenTime(),
                Units.toDecimal(candle.getOpen()),
                Units.toDecimal(candle.getHigh()),
                Units.toDecimal(candle.getLow()),
                Units.toDecimal(candle.getClose()),
                Units.toDecimal(candle.getVolume()),
                Units.toDecimal(candle.getQuoteVolume()),
                candle.getTrades(),
                candle.getClosed());
    }
}
