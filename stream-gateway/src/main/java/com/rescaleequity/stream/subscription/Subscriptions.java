package com.rescaleequity.stream.subscription;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.socket.delivery.Frame;
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
public class Subscriptions {

    private static final int MAX_STREAMS = 500;

    /** A refusal stays short, however many names a request has. */
    private static final int MAX_NAMED = 10;

    private final Audience audience;
    private final StreamSnapshots snapshots;
    private final PrivateEvents privateEvents;
    private final CatchUp catchUp;

    public Subscriptions(
            Audience audience,
            StreamSnapshots snapshots,
            PrivateEvents privateEvents,
            CatchUp catchUp) {
        this.audience = audience;
        this.snapshots = snapshots;
        this.privateEvents = privateEvents;
        this.catchUp = catchUp;
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
        requireRoom(session, names);
        if (acknowledgement != null) {
            session.send(acknowledgement);
        }
        for (StreamName name : names) {
            boolean added = audience.add(session, name);
            Long last = resume.get(name);
            if (last != null) {
                session.behind(name, new Session.Behind.Past(last));
            } else if (StreamSnapshots.has(name) && (added || name.kind().isPrivate())) {
                session.behind(name, new Session.Behind.State(false));
            }
        }
        catchUp.serve(session);
    }

    /**
     * Checks that the session may hear all of the names together.
     *
     * @throws ApiException TOO_MANY_STREAMS
     */
    public void requireRoom(Session session, Collection<StreamName> names) {
        Set<StreamName> all = new HashSet<>(session.streams());
        all.addAll(names);
        if (all.size() > MAX_STREAMS) {
            throw new ApiException(
                    ErrorCode.TOO_MANY_STREAMS,
                    "A connection has at most " + MAX_STREAMS + " streams.",
                    Map.of(
                            "limit",
                            MAX_STREAMS,
                            "streams",
                            names.stream().map(StreamName::text).toList()));
        }
    }

    /** What subscribing costs the hub: the frames that it has to make for this session alone. */
    public long cost(Session session, Collection<StreamName> names, Map<StreamName, Long> resume) {
        long cost = 1;
        for (StreamName name : names) {
            Long last = resume.get(name);
            long missed =
                    last == null ? -1 : privateEvents.countAfter(name, session.accountId(), last);
            if (missed >= 0) {
                cost += missed;
            } else if (name.kind().isPrivate() || !session.streams().contains(name)) {
                cost += snapshots.cost(session, name);
            }
        }
        return cost;
    }

    /** The same for fresh snapshots. */
    public long cost(Session session, Collection<StreamName> names) {
        return 1 + names.stream().mapToLong(name -> snapshots.cost(session, name)).sum();
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
     * Checks that the session listens to all of the names and that they have snapshots.
     *
     * @throws ApiException INVALID_STREAM with those that are not so, ten at most
     */
    public void requireResyncable(Session session, Collection<StreamName> names) {
        List<String> wrong =
                names.stream()
                        .filter(name -> !canResync(session, name))
                        .map(StreamName::text)
                        .toList();
        if (!wrong.isEmpty()) {
            throw invalidStreams("Not subscribed, or without a snapshot: ", wrong);
        }
    }

    /** Sends fresh snapshots of subscribed books and private streams. */
    public void resync(Session session, Collection<StreamName> names, Frame acknowledgement) {
        session.send(acknowledgement);
        names.forEach(name -> session.behind(name, new Session.Behind.State(false)));
        catchUp.serve(session);
    }

    /** Goes on with a session whose queue is empty again. */
    public void catchUp(Session session, Set<String> dropped) {
        Set<String> ended = new HashSet<>(dropped);
        for (StreamName name : session.streams()) {
            if (ended.remove(name.text())) {
                session.behind(name, new Session.Behind.State(false));
            }
        }
        // A stream that was unsubscribed meanwhile must not stay barred.
        ended.forEach(session.queue()::readmit);
        catchUp.serve(session);
    }

    /** Forgets a closed session. */
    public void leave(Session session) {
        audience.removeAll(session);
    }

    /** The refusal that names the first of the streams it is about and counts the others. */
    public static ApiException invalidStreams(String message, List<String> streams) {
        List<String> named = streams.subList(0, Math.min(MAX_NAMED, streams.size()));
        int others = streams.size() - named.size();
        return new ApiException(
                ErrorCode.INVALID_STREAM,
                message
                        + String.join(", ", named)
                        + (others == 0 ? "." : " and " + others + " more."),
                Map.of("streams", List.copyOf(named)));
    }

    private static boolean canResync(Session session, StreamName name) {
        boolean hasState =
                switch (name.kind()) {
                    case DEPTH, USER_ORDERS, USER_BALANCES -> true;
                    default -> false;
                };
        return hasState && session.streams().contains(name);
    }
}
