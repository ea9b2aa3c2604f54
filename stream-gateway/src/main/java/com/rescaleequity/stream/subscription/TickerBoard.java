package com.rescaleequity.stream.subscription;

import com.rescaleequity.platform.socket.delivery.Frame;
import com.rescaleequity.platform.socket.delivery.Frame.Handling;
import com.rescaleequity.platform.view.TickerView;
import com.rescaleequity.protocol.market.Ticker;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The present ticker of every market. A market's stream shows a change at once, then at most one
 * per second; the stream of all markets shows once per second those that changed. Hub only.
 */
@Singleton
public class TickerBoard {

    private static final long MIN_GAP_MILLIS = 1000;

    private final Map<String, Ticker> tickers = new TreeMap<>();
    private final Map<String, Long> lastSent = new HashMap<>();
    private final Set<String> waiting = new HashSet<>();
    private final Set<String> changed = new HashSet<>();
    private final Audience audience;
    private long allSent;

    public TickerBoard(Audience audience) {
        this.audience = audience;
    }

    /** Takes a market's new ticker. */
    public void onTicker(Ticker ticker, long nowMillis) {
        String symbol = ticker.getSymbol();
        Ticker before = tickers.put(symbol, ticker);
        if (ticker.equals(before)) {
            return;
        }
        changed.add(symbol);
        if (before == null) {
            // Whoever subscribed before there was a ticker still waits for the snapshot.
            lastSent.put(symbol, nowMillis);
            StreamName name = StreamName.ticker(symbol);
            audience.publish(name, () -> snapshot(name, ticker));
        } else {
            waiting.add(symbol);
            sendIfDue(symbol, nowMillis);
        }
    }

    /** Sends what had to wait. Called several times per second. */
    public void tick(long nowMillis) {
        List.copyOf(waiting).forEach(symbol -> sendIfDue(symbol, nowMillis));
        if (nowMillis - allSent >= MIN_GAP_MILLIS && !changed.isEmpty()) {
            allSent = nowMillis;
            List<Ticker> news =
                    tickers.values().stream().filter(t -> changed.contains(t.getSymbol())).toList();
            changed.clear();
            audience.publish(
                    StreamName.ALL_TICKERS,
                    () ->
                            Frame.update(
                                    StreamName.ALL_TICKERS.text(),
                                    Handling.RESNAPSHOT,
                                    newest(news),
                                    views(news)));
        }
    }

    /** The snapshot of a market's stream, null when it has no ticker yet. */
    public @Nullable Frame snapshot(String symbol) {
        Ticker ticker = tickers.get(symbol);
        return ticker == null ? null : snapshot(StreamName.ticker(symbol), ticker);
    }

    /** How many markets have a ticker. */
    int count() {
        return tickers.size();
    }

    /** The snapshot of the stream of all markets. */
    public Frame snapshotOfAll() {
        List<Ticker> all = List.copyOf(tickers.values());
        return Frame.snapshot(
                StreamName.ALL_TICKERS.text(), Handling.RESNAPSHOT, newest(all), views(all));
    }

    private void sendIfDue(String symbol, long nowMillis) {
        Ticker ticker = tickers.get(symbol);
        if (ticker != null && nowMillis - lastSent.getOrDefault(symbol, 0L) >= MIN_GAP_MILLIS) {
            waiting.remove(symbol);
            lastSent.put(symbol, nowMillis);
            StreamName name = StreamName.ticker(symbol);
            audience.publish(
                    name,
                    () ->
                            Frame.update(
                                    name.text(),
                                    Handling.LATEST,
                                    ticker.getTimestamp(),
                                    TickerView.of(ticker)));
        }
    }

    private static Frame snapshot(StreamName name, Ticker ticker) {
        return Frame.snapshot(
                name.text(), Handling.LATEST, ticker.getTimestamp(), TickerView.of(ticker));
    }

    private static long newest(List<Ticker> tickers) {
        return tickers.stream().mapToLong(Ticker::getTimestamp).max().orElse(0);
    }

    private static List<TickerView> views(List<Ticker> tickers) {
        return tickers.stream().map(TickerView::of).toList();
    }
}
