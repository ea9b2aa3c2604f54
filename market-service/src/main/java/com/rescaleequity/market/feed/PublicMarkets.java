package com.rescaleequity.market.feed;

import com.rescaleequity.market.candle.CandleStore.SymbolCandle;
import com.rescaleequity.market.candle.ClosedCandle;
import com.rescaleequity.protocol.trading.Instrument;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** All markets in memory, by symbol, as of one engine time. */
@ApplicationScoped
public class PublicMarkets {

    private volatile Map<String, PublicMarket> markets = new ConcurrentSkipListMap<>();
    private volatile long time;

    /** Every market, by symbol. */
    public Collection<PublicMarket> all() {
        return markets.values();
    }

    /** One market, or null. */
    public @Nullable PublicMarket find(String symbol) {
        return markets.get(symbol);
    }

    /** Engine time, epoch ms, of the last committed frame. */
    public long time() {
        return time;
    }

    /** Replaces everything by what the tables say. */
    void replace(Map<String, PublicMarket> loaded, long loadedTime) {
        markets = new ConcurrentSkipListMap<>(loaded);
        time = loadedTime;
    }

    /**
     * Refuses changes of a market that was never listed: the event log is not ours.
     *
     * @throws IllegalStateException when there is one
     */
    void check(BatchFold fold) {
        for (MarketChange change : fold.changes()) {
            if (change.instrument() == null && !markets.containsKey(change.symbol())) {
                throw new IllegalStateException("Events of an unlisted market " + change.symbol());
            }
        }
    }

    /** Applies a committed batch and returns the candles that it closed. */
    List<SymbolCandle> apply(BatchFold fold, long batchTime) {
        List<SymbolCandle> closed = new ArrayList<>();
        long now = Math.max(time, batchTime);
        for (MarketChange change : fold.changes()) {
            PublicMarket market = markets.get(change.symbol());
            Instrument listed = change.instrument();
            if (market == null && listed != null) {
                long began = change.firstInstrumentTime();
                var origin = new PublicMarket.Origin(listed, change.instrumentTime(), began);
                market = new PublicMarket(origin, List.of(), began);
                markets.put(change.symbol(), market);
            }
            if (market != null) {
                List<ClosedCandle> candles = new ArrayList<>();
                market.apply(change, candles);
                candles.forEach(c -> closed.add(named(change.symbol(), c)));
            }
        }
        for (PublicMarket market : markets.values()) {
            List<ClosedCandle> candles = new ArrayList<>();
            market.advance(now, candles);
            candles.forEach(c -> closed.add(named(market.symbol(), c)));
        }
        time = now;
        return closed;
    }

    private static SymbolCandle named(String symbol, ClosedCandle closed) {
        return new SymbolCandle(symbol, closed.interval(), closed.candle());
    }
}
