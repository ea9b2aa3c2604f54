package com.rescaleequity.market.publish;

import com.rescaleequity.market.candle.Candle;
import com.rescaleequity.market.candle.CandleMessages;
import com.rescaleequity.market.candle.Interval;
import com.rescaleequity.market.feed.PublicMarket;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.market.Depth;
import com.rescaleequity.protocol.market.Ticker;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what is sampled, at the contract's rates: depth each 100 ms, running candles four times
 * a second, tickers once a second, each only when changed; and every 5 s the whole book and the
 * running candles also unchanged, so that a new reader finds them near the end of the topic.
 */
final class Samples {

    private static final long DEPTH = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long CANDLE = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long TICKER = TimeUnit.SECONDS.toNanos(1);
    private static final long REFRESH = TimeUnit.SECONDS.toNanos(5);
    // Well within the retention of market.tickers.
    private static final long TICKER_REFRESH = TimeUnit.HOURS.toNanos(1);

    private final MarketRecordSender topics;
    private final Published published;
    private final Map<String, Sampled> sampled = new HashMap<>();

    /** What was last published of one market object, and when. */
    private static final class Sampled {
        private final PublicMarket market;
        private final Map<Interval, Candle> candles = new EnumMap<>(Interval.class);
        private @Nullable Ticker ticker;
        private long tickerAt;
        private long depthAt;
        private long candlesAt;
        private long refreshAt;

        Sampled(PublicMarket market, long now) {
            this.market = market;
            this.tickerAt = now - TICKER_REFRESH;
            this.depthAt = now - DEPTH;
            this.candlesAt = now - CANDLE;
            this.refreshAt = now - REFRESH;
        }
    }

    Samples(MarketRecordSender topics, Published published) {
        this.topics = topics;
        this.published = published;
    }

    /** Publishes what is due of one market. */
    void send(PublicMarket market, long engineTime, long now) {
        Sampled last = sampled.get(market.symbol());
        if (last == null || last.market != market) {
            last = new Sampled(market, now);
            sampled.put(market.symbol(), last);
        }
        boolean refresh = now - last.refreshAt >= REFRESH;
        if (refresh) {
            last.refreshAt = now;
        }
        if (refresh || now - last.depthAt >= DEPTH) {
            last.depthAt = now;
            sendDepth(market, refresh);
        }
        if (refresh || now - last.candlesAt >= CANDLE) {
            last.candlesAt = now;
            sendCandles(last, engineTime, refresh);
        }
        if (now - last.tickerAt >= TICKER) {
            Ticker ticker = market.ticker().ticker();
            if (!ticker.equals(last.ticker) || now - last.tickerAt >= TICKER_REFRESH) {
                last.ticker = ticker;
                last.tickerAt = now;
                topics.send(Topics.MARKET_TICKERS, market.symbol(), ticker);
            }
        }
    }

    private void sendDepth(PublicMarket market, boolean refresh) {
        Depth delta = market.takeDelta();
        if (delta != null) {
            topics.send(Topics.MARKET_DEPTH, market.symbol(), delta);
        }
        if (refresh) {
            topics.send(Topics.MARKET_DEPTH, market.symbol(), market.takeSnapshot());
        }
    }

    private void sendCandles(Sampled last, long engineTime, boolean refresh) {
        String symbol = last.market.symbol();
        for (Interval interval : Interval.values()) {
            Candle candle = last.market.running(interval);
            Candle before = last.candles.get(interval);
            CandleKey key = new CandleKey(symbol, interval);
            long openBefore = before == null ? candle.openTime() : before.openTime();
            if ((refresh || !candle.equals(before))
                    && published.mayFollow(key, candle.openTime(), openBefore)) {
                last.candles.put(interval, candle);
                topics.send(
                        Topics.MARKET_CANDLES,
                        symbol,
                        CandleMessages.of(symbol, interval, candle, false, engineTime));
            }
        }
    }
}
