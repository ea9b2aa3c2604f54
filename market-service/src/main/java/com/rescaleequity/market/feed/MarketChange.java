package com.rescaleequity.market.feed;

import com.rescaleequity.market.candle.Candle;
import com.rescaleequity.market.candle.Interval;
import com.rescaleequity.market.depth.PriceLevel;
import com.rescaleequity.protocol.market.PublicTrade;
import com.rescaleequity.protocol.trading.BookChanged;
import com.rescaleequity.protocol.trading.Instrument;
import com.rescaleequity.protocol.trading.Side;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one batch changes in one market, gathered so that each row and each candle is touched once.
 */
final class MarketChange {

    private final String symbol;
    private final List<PublicTrade> trades = new ArrayList<>();
    private final NavigableMap<Long, Candle> minutes = new TreeMap<>();
    private final Map<PriceLevel, Long> levels = new LinkedHashMap<>();
    private @Nullable Map<Interval, NavigableMap<Long, Candle>> candles;
    private @Nullable Instrument instrument;
    private long firstInstrumentTime;
    private long instrumentTime;
    private long bookSequence;
    private long bookTime;

    MarketChange(String symbol) {
        this.symbol = symbol;
    }

    void add(Instrument set, long time) {
        if (instrument == null) {
            firstInstrumentTime = time;
        }
        instrument = set;
        instrumentTime = time;
    }

    void add(PublicTrade trade) {
        trades.add(trade);
        long openTime = Interval.ONE_MINUTE.openOf(trade.getTimestamp());
        minutes.merge(openTime, Candle.of(openTime, trade), Candle::then);
        candles = null;
    }

    void add(BookChanged change, long time) {
        levels.put(
                new PriceLevel(change.getSide() == Side.BUY, change.getPrice()),
                change.getQuantity());
        bookSequence = change.getSequence();
        bookTime = time;
    }

    String symbol() {
        return symbol;
    }

    /** The instrument as last set, null when the batch does not set it. */
    @Nullable Instrument instrument() {
        return instrument;
    }

    long firstInstrumentTime() {
        return firstInstrumentTime;
    }

    long instrumentTime() {
        return instrumentTime;
    }

    List<PublicTrade> trades() {
        return trades;
    }

    /**
     * By interval and open time, ascending: the batch's trades only. A minute is part of one candle
     * of each interval.
     */
    Map<Interval, NavigableMap<Long, Candle>> candles() {
        if (candles == null) {
            candles = folded();
        }
        return candles;
    }

    private Map<Interval, NavigableMap<Long, Candle>> folded() {
        Map<Interval, NavigableMap<Long, Candle>> folded = new EnumMap<>(Interval.class);
        for (Candle minute : minutes.values()) {
            for (Interval interval : Interval.values()) {
                long openTime = interval.openOf(minute.openTime());
                folded.computeIfAbsent(interval, i -> new TreeMap<>())
                        .merge(openTime, minute.openedAt(openTime), Candle::then);
            }
        }
        return folded;
    }

    Map<PriceLevel, Long> levels() {
        return levels;
    }

    /** The book's sequence after the batch, 0 when the batch does not change the book. */
    long bookSequence() {
        return bookSequence;
    }

    long bookTime() {
        return bookTime;
    }
}
