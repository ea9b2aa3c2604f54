package com.rescaleequity.stream.subscription;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.stream.delivery.Frame;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes and ends subscriptions. A request is taken whole or refused whole, and its acknowledgement
 * is queued before the first frame of its streams. Hub only.
 */
@Singleton
public class Desk {

    private static final int MAX_STREAMS = 500;

    private final Audience audience;
    private final TickerBoard tickers;
    private final BookBoard books;
    private final CandleBoard candles;
    private final PrivateEvents privateEvents;

    public Desk(
            Audience audience,
            TickerBoard tickers,
            BookBoard books,
            CandleBoard candles,
            PrivateEvents privateEvents) {
        this.audience = audience;
        this.tickers = tickers;
        this.books = books;
        this.candles = candles;
        this.privateEvents = privateEvents;
    }

    /** Listens from now on without a snapshot: what a connection hears without asking. */
    public void listen(Session session, StreamName name) {
        audience.add(session, name);
    }

    /**
     * Subscribes to all of the names, which exist and are allowed.
     *
     * @param resume last sequences seen, for private streams that go on where they stopped
     * @param acknowledgement queued before the first frame; null when nobody asked
     * @throws ApiException TOO_MANY_STREAMS, and then nothing is subscribed
     */
    public void subscribe(
            Session session,
            Collection<StreamName> names,
            Map<StreamName, Long> resume,
            @Nullable Frame acknowledgement) {
        Set<StreamName> all = new HashSet<>(session.streams());
        all.addAll(names);
        if (all.size() > MAX_STREAMS) {
            throw new ApiException(
                    ErrorCode.TOO_MANY_STREAMS,
                    "A connection has at most " + MAX_STREAMS + " streams.",
                    Map.of("limit", MAX_STREAMS));
        }
        if (acknowledgement != null) {
            session.send(acknowledgement);
        }
        for (StreamName name : names) {
            boolean added = audience.add(session, name);
            Long last = resume.get(name);
            if (last != null) {
                privateEvents.since(name, session.accountId(), last).forEach(session::send);
            } else if (added || name.kind().isPrivate()) {
                sendSnapshot(session, name);
            }
        }
    }

    /** Ends subscriptions; names that are not subscribed are fine. */
    public void unsubscribe(Session session, Collection<StreamName> names) {
        names.forEach(name -> audience.remove(session, name));
    }

    /** What the session listens to. */
    public List<String> list(Session session) {
        return session.streams().stream().map(StreamName::text).toList();
    }

    /**
     * Sends fresh snapshots of subscribed books and private streams.
     *
     * @throws ApiException INVALID_STREAM when one of them is not subscribed or has no snapshot
     */
    public void resync(Session session, Collection<StreamName> names, Frame acknowledgement) {
        List<String> wrong =
                names.stream()
                        .filter(name -> !canResync(session, name))
                        .map(StreamName::text)
                        .toList();
        if (!wrong.isEmpty()) {
            throw invalidStreams("Not subscribed, or without a snapshot: ", wrong);
        }
        session.send(acknowledgement);
        names.forEach(name -> sendSnapshot(session, name));
    }

    /** Sends the snapshots of streams that were dropped for lack of room. */
    public void catchUp(Session session, Set<String> dropped) {
        for (StreamName name : List.copyOf(session.streams())) {
            if (dropped.contains(name.text())) {
                session.outbox().readmit(name.text());
                sendSnapshot(session, name);
            }
        }
        // A stream that was unsubscribed meanwhile must not stay barred.
        dropped.forEach(session.outbox()::readmit);
    }

    /** Forgets a closed session. */
    public void leave(Session session) {
        audience.removeAll(session);
    }

    /** The refusal that names the streams it is about. */
    public static ApiException invalidStreams(String message, List<String> streams) {
        return new ApiException(
                ErrorCode.INVALID_STREAM,
                message + String.join(", ", streams) + ".",
                Map.of("streams", streams));
    }

    private static boolean canResync(Session session, StreamName name) {
        boolean hasState =
                switch (name.kind()) {
                    case DEPTH, USER_ORDERS, USER_BALANCES -> true;
                    default -> false;
                };
        return hasState && session.streams().contains(name);
    }

    private void sendSnapshot(Session session, StreamName name) {
        Frame frame =
                switch (name.kind()) {
                    case TICKER -> tickers.snapshot(name.symbol());
                    case ALL_TICKERS -> tickers.snapshotOfAll();
                    case DEPTH -> books.snapshot(name.symbol());
                    case BOOK_TICKER -> books.bestSnapshot(name.symbol());
                    case DEPTH_TOP ->
                            books.topSnapshot(name.symbol(), Integer.parseInt(name.detail()));
                    case CANDLE -> candles.snapshot(name);
                    case USER_ORDERS, USER_BALANCES ->
                            privateEvents.snapshot(name, session.accountId(), false);
                    case TRADE, USER_TRADES -> null;
                };
        if (frame != null) {
            session.send(frame);
        }
    }
}
