package com.rescaleequity.market.feed;

import com.rescaleequity.market.candle.Candle;
import com.rescaleequity.market.candle.ClosedCandle;
import com.rescaleequity.market.candle.Interval;
import com.rescaleequity.market.candle.RunningCandles;
import com.rescaleequity.market.depth.DepthBook;
import com.rescaleequity.market.ticker.TickerWindow;
import com.rescaleequity.platform.view.TickerView;
import com.rescaleequity.protocol.market.Depth;
import com.rescaleequity.protocol.market.PublicTrade;
import com.rescaleequity.protocol.market.Ticker;
import com.rescaleequity.protocol.trading.Instrument;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Everything public about one instrument as of the last committed event. The follower changes it,
 * any thread may read it; each method sees a whole batch or none of it.
 */
public final class Market {

    /** Trades kept in memory. */
    public static final int NEWEST_TRADES = 1000;

    /** A ticker with its view, both made once per change. */
    public record CurrentTicker(Ticker ticker, TickerView view) {}

    /**
     * What a market is made from.
     *
     * @param instrumentTime when the instrument was last set
     * @param began when it was first set: candles begin there
     * @param reference last price before the ticker's window, 0 for none
     */
    record Origin(Instrument instrument, long instrumentTime, long began, long reference) {}

    private final String symbol;
    private final long began;
    private final DepthBook book;
    private final TickerWindow window;
    private final RunningCandles candles;
    private final Deque<PublicTrade> newest = new ArrayDeque<>();
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
    Market(Origin origin, List<PublicTrade> newest, long time) {
        this.instrument = origin.instrument();
        this.instrumentTime = origin.instrumentTime();
        this.symbol = instrument.getSymbol();
        this.began = origin.began();
        this.book = new DepthBook(symbol);
        this.window = new TickerWindow(origin.reference());
        this.newest.addAll(newest);
        this.tickerTime = time;
        this.candles = new RunningCandles(time, lastPrice());
    }

    /** Puts back what the tables say. Only before others see this market. */
    void restore(List<Candle> minutes, List<ClosedCandle> running, long time) {
        minutes.forEach(window::add);
        window.advance(time);
        running.forEach(candle -> candles.restore(candle.interval(), candle.candle()));
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
        change.candles()
                .forEach((interval, byTime) ->
                        byTime.values().forEach(c -> candles.add(interval, c, closed)));
        var minutes = change.candles().get(Interval.ONE_MINUTE);
        if (minutes != null) {
            minutes.values().forEach(window::add);
        }
        for (PublicTrade trade : change.trades()) {
            newest.addLast(trade);
            if (newest.size() > NEWEST_TRADES) {
                newest.removeFirst();
            }
        }
        change.levels().forEach(book::set);
        if (change.bookSequence() > 0) {
            book.moveTo(change.bookSequence(), change.bookTime());
        }
        tickerStale = true;
    }

    /** Lets engine time pass and says which candles it closed. */
    synchronized void advance(long time, List<ClosedCandle> closed) {
        candles.advance(time, closed);
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

    /** The newest trades, ascending, at most {@link #NEWEST_TRADES}. */
    public synchronized List<PublicTrade> newestTrades(int limit) {
        List<PublicTrade> trades = new ArrayList<>(Math.min(limit, newest.size()));
        Iterator<PublicTrade> backwards = newest.descendingIterator();
        while (backwards.hasNext() && trades.size() < limit) {
            trades.add(backwards.next());
        }
        return trades.reversed();
    }

    private long lastPrice() {
        PublicTrade last = newest.peekLast();
        return last == null ? instrument.getListingPrice() : last.getPrice();
    }

    private Ticker.Builder freshTicker() {
        Candle total = window.total();
        long price = lastPrice();
        long reference =
                window.reference() == 0 ? instrument.getListingPrice() : window.reference();
        boolean traded = total.trades() > 0;
        PublicTrade last = newest.peekLast();
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
