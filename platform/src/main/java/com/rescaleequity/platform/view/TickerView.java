package com.rescaleequity.platform.view;

import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.protocol.market.Ticker;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** A market's rolling 24 hours; the first six fields are the published ones. */
public record TickerView(
        String symbol,
        BigDecimal price,
        BigDecimal change24h,
        BigDecimal volume24h,
        BigDecimal high24h,
        BigDecimal low24h,
        BigDecimal open24h,
        BigDecimal priceChange24h,
        BigDecimal baseVolume24h,
        @Nullable BigDecimal vwap24h,
        long trades24h,
        @Nullable BigDecimal bid,
        @Nullable BigDecimal bidQuantity,
        @Nullable BigDecimal ask,
        @Nullable BigDecimal askQuantity,
        @Nullable BigDecimal lastQuantity,
        long timestamp,
        long sequence) {

    private static final int PERCENT_DECIMALS = 4;
    private static final MathContext TWELVE_DIGITS = new MathContext(12, RoundingMode.HALF_EVEN);

    /** The view of a ticker. */
    public static TickerView of(Ticker ticker) {
        BigDecimal price = Units.toDecimal(ticker.getPrice());
        BigDecimal open = Units.toDecimal(ticker.getOpen());
        BigDecimal change = price.subtract(open);
        BigDecimal base = Units.toDecimal(ticker.getBaseVolume());
        BigDecimal quote = Units.toDecimal(ticker.getQuoteVolume());
        return new TickerView(
                ticker.getSymbol(),
                price,
                open.signum() == 0
                        ? BigDecimal.ZERO
                        : change.movePointRight(2)
                                .divide(open, PERCENT_DECIMALS, RoundingMode.HALF_EVEN),
                quote,
                Units.toDecimal(ticker.getHigh()),
                Units.toDecimal(ticker.getLow()),
                open,
                change,
                base,
                base.signum() == 0 ? null : quote.divide(base, TWELVE_DIGITS),
                ticker.getTrades(),
                decimal(ticker.getBid()),
                decimal(ticker.getBidQuantity()),
                decimal(ticker.getAsk()),
                decimal(ticker.getAskQuantity()),
                decimal(ticker.getLastQuantity()),
                ticker.getTimestamp(),
                ticker.getSequence());
    }

    private static @Nullable BigDecimal decimal(long units) {
        return units == 0 ? null : Units.toDecimal(units);
    }
}
