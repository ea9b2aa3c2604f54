package com.rescaleequity.stream.subscription;

import com.rescaleequity.platform.socket.delivery.Frame;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The present state of every stream that has one. Hub only. */
@Singleton
public class StreamSnapshots {

    /** As much text as a frame of another stream. */
    private static final int LEVELS_A_FRAME = 50;

    private final TickerBoard tickers;
    private final BookBoard books;
    private final CandleBoard candles;
    private final PrivateEvents privateEvents;

    public StreamSnapshots(
            TickerBoard tickers,
            BookBoard books,
            CandleBoard candles,
            PrivateEvents privateEvents) {
        this.tickers = tickers;
        this.books = books;
        this.candles = candles;
        this.privateEvents = privateEvents;
    }

    /** The stream's snapshot for a session, null where there is none, or nothing is known yet. */
    @Nullable Frame of(Session session, StreamName name) {
        return switch (name.kind()) {
            case TICKER -> tickers.snapshot(name.symbol());
            case ALL_TICKERS -> tickers.snapshotOfAll();
            case DEPTH -> books.snapshot(name.symbol());
            case BOOK_TICKER -> books.bestSnapshot(name.symbol());
            case DEPTH_TOP -> books.topSnapshot(name.symbol(), Integer.parseInt(name.detail()));
            case CANDLE -> candles.snapshot(name);
            case USER_ORDERS, USER_BALANCES ->
                    privateEvents.snapshot(name, session.accountId(), false);
            case TRADE, USER_TRADES -> null;
        };
    }

    /** Whether the stream begins with a snapshot. */
    public static boolean has(StreamName name) {
        return switch (name.kind()) {
            case TRADE, USER_TRADES -> false;
            default -> true;
        };
    }

    /** What the snapshot costs the hub, in frames. */
    long cost(Session session, StreamName name) {
        return switch (name.kind()) {
            case ALL_TICKERS -> 1 + tickers.count();
            case DEPTH -> 1 + books.levels(name.symbol()) / LEVELS_A_FRAME;
            case USER_ORDERS, USER_BALANCES ->
                    privateEvents.snapshotCost(name, session.accountId());
            default -> 1;
        };
    }
}
