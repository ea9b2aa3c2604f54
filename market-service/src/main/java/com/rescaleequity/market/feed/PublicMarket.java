package com.rescaleequity.market.feed;

import com.rescaleequity.market.candle.Candle;
import com.rescaleequity.market.candle.CandleRange;
import com.rescaleequity.market.candle.CandleStore.SymbolCandle;
import com.rescaleequity.market.candle.ClosedCandle;
import com.rescaleequity.market.candle.Interval;
import com.rescaleequity.market.candle.RecentCandles;
import com.rescaleequity.market.candle.RunningCandles;
import com.rescaleequity.market.depth.DepthBook;
import com.rescaleequity.market.ticker.TickerWindow;
import com.rescaleequity.market.trade.RecentTrades;
import com.rescaleequity.platform.view.TickerView;
import com.rescaleequity.protocol.market.Depth;
import com.rescaleequity.protocol.market.PublicTrade;
import com.rescaleequity.protocol.market.Ticker;
import com.rescaleequity.protocol.trading.Instrument;
import java.util.List;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Everything public about one instrument as of the last committed event. The follower changes it,
 * any thread may read it; each method sees a whole batch or none of it.
 */
public final class PublicMarket {

    /** A ticker with its view, both made once per change. */
    public record CurrentTicker(Ticker ticker, TickerView view) {}

    /**
     * What a market is made from.
     *
     * @param instrumentTime when the instrument was last set
     * @param began when it was first set: candles begin there
     */
    record Origin(Instrument instrument, long instrumentTime, long began) {}

    private final String symbol;
    private final long began;
    private final DepthBook book;
    private final TickerWindow window = new TickerWindow();
    private final RunningCandles candles;
    private final RecentCandles recent;
    private final RecentTrades trades;
    private Instrument instrument;
    private long instrumentTime;
    private long tickerTime;
    private @Nullable CurrentTicker ticker;
    private boolean tickerStale = true;

    /**
     * A market with an empty book.
     *
     * @param newest its last trades, ascending
     * @param time engine time
     */
    PublicMarket(Origin origin, List<PublicTrade> newest, long time) {
        this.instrument = origin.instrument();
        this.instrumentTime = origin.instrumentTime();
        this.symbol = instrument.getSymbol();
        this.began = origin.began();
        this.book = new DepthBook(symbol);
        this.trades = new RecentTrades(newest);
        this.recent = new RecentCandles(time);
        this.tickerTime = time;
        this.candles = new RunningCandles(time, lastPrice());
    }

    /**
     * Puts back what the tables say. Only before others see this market.
     *
     * @param stored what {@link RecentCandles} held at this time
     */
    void restore(List<SymbolCandle> stored, long time) {
        for (SymbolCandle row : stored) {
            Interval interval = row.interval();
            Candle candle = row.candle();
            recent.add(interval, candle);
            if (interval == Interval.ONE_MINUTE) {
                window.add(candle);
            }
            if (candle.openTime() == interval.openOf(time)) {
                candles.restore(interval, candle);
            }
        }
        recent.advance(time);
        window.advance(time);
    }

    /** The book, for restoring. Only before others see this market. */
    DepthBook book() {
        return book;
    }

    /** Applies a batch's changes and says which candles trades closed. */
    synchronized void apply(MarketChange change, List<ClosedCandle> closed) {
        Instrument set = change.instrument();
        if (set != null) {
            instrument = set;
            instrumentTime = change.instrumentTime();
        }
        var added = change.candles();
        added.forEach((interval, byTime) ->
                byTime.values()
                        .forEach(c -> {
                            candles.add(interval, c, closed);
                            recent.add(interval, c);
                        }));
        var minutes = added.get(Interval.ONE_MINUTE);
        if (minutes != null) {
            minutes.values().forEach(window::add);
        }
        change.trades().forEach(trades::add);
        change.levels().forEach(book::set);
        if (change.bookSequence() > 0) {
            book.moveTo(change.bookSequence(), change.bookTime());
        }
        tickerStale = true;
    }

    /** Lets engine time pass and says which candles it closed. */
    synchronized void advance(long time, List<ClosedCandle> closed) {
        candles.advance(time, closed);
        recent.advance(time);
        window.advance(time);
        tickerTime = time;
        tickerStale = true;
    }

    public String symbol() {
        return symbol;
    }

    /** When the market's candles begin, epoch ms. */
    public long began() {
        return began;
    }

    public synchronized Instrument instrument() {
        return instrument;
    }

    /** When the instrument was last set, epoch ms. */
    public synchronized long instrumentTime() {
        return instrumentTime;
    }

    /** The rolling 24 hours as of now. */
    public synchronized CurrentTicker ticker() {
        CurrentTicker current = ticker;
        if (current == null || tickerStale) {
            Ticker.Builder fresh = freshTicker();
            if (current == null
                    || !fresh.setTimestamp(current.ticker().getTimestamp())
                            .build()
                            .equals(current.ticker())) {
                Ticker changed = fresh.setTimestamp(tickerTime).build();
                current = new CurrentTicker(changed, TickerView.of(changed));
                ticker = current;
            }
            tickerStale = false;
        }
        return current;
    }

    /** The book to this many levels a side. */
    public synchronized Depth depth(int levels) {
        return book.top(levels);
    }

    /** A snapshot to publish; published deltas go on from it. */
    public synchronized Depth takeSnapshot() {
        return book.takeSnapshot();
    }

    /** What changed in the book since the last delta or snapshot, or null. */
    public synchronized @Nullable Depth takeDelta() {
        return book.takeDelta();
    }

    /** The running candle of an interval. */
    public synchronized Candle running(Interval interval) {
        return candles.running(interval);
    }

    /** See {@link RecentCandles#rows}. */
    public synchronized @Nullable List<Candle> candles(CandleRange range) {
        return recent.rows(range);
    }

    /** See {@link RecentTrades#newest}. */
    public synchronized List<PublicTrade> newestTrades(long limit) {
        return trades.newest(limit);
    }

    /** See {@link RecentTrades#fromId}. */
    public synchronized @Nullable List<PublicTrade> tradesFromId(long id, long limit) {
        return trades.fromId(id, limit);
    }

    /** See {@link RecentTrades#within}. */
    public synchronized @Nullable List<PublicTrade> tradesWithin(
            @Nullable Long startTime, @Nullable Long endTime, long limit) {
        return trades.within(startTime, endTime, limit);
    }

    private long lastPrice() {
        PublicTrade last = trades.last();
        return last == null ? instrument.getListingPrice() : last.getPrice();
    }

    private Ticker.Builder freshTicker() {
        Candle total = window.total();
        long price = lastPrice();
        long reference =
                window.reference() == 0 ? instrument.getListingPrice() : window.reference();
        boolean traded = total.trades() > 0;
        PublicTrade last = trades.last();
        Ticker.Builder fresh =
                Ticker.newBuilder()
                        .setSymbol(symbol)
                        .setPrice(price)
                        .setOpen(reference)
                        .setHigh(traded ? total.high() : price)
                        .setLow(traded ? total.low() : price)
                        .setBaseVolume(total.volume())
                        .setQuoteVolume(total.quoteVolume())
                        .setTrades(total.trades());
        Entry<Long, Long> bid = book.bestBid();
        if (bid != null) {
            fresh.setBid(bid.getKey()).setBidQuantity(bid.getValue());
        }
        Entry<Long, Long> ask = book.bestAsk();
        if (ask != null) {
            fresh.setAsk(ask.getKey()).setAskQuantity(ask.getValue());
        }
        if (last != null) {
            fresh.setLastQuantity(last.getQuantity()).setSequence(last.getTradeId());
        }
        return fresh;
    }
}
