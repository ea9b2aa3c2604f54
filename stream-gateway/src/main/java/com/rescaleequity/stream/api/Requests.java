package com.rescaleequity.stream.api;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.follower.FollowerHost;
import com.rescaleequity.platform.http.Edge;
import com.rescaleequity.platform.json.JsonValue;
import com.rescaleequity.platform.socket.Logins;
import com.rescaleequity.platform.socket.SocketAnswers;
import com.rescaleequity.stream.subscription.Hub;
import com.rescaleequity.stream.subscription.Session;
import com.rescaleequity.stream.subscription.StreamName;
import com.rescaleequity.stream.subscription.StreamSnapshots;
import com.rescaleequity.stream.subscription.Subscriptions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Does what a request asks. Every answer goes through the hub, so answers and frames keep order.
 */
@Singleton
class Requests {

    private static final int NAMES_A_FRAME = 50;

    private final Hub hub;
    private final Subscriptions subscriptions;
    private final StreamNames names;
    private final Replies replies;
    private final FollowerHost follower;
    private final WorkLimits work;
    private final Edge edge;

    /** Who is who, and what is said to them. */
    @Singleton
    record Replies(Logins<Session> logins, SocketAnswers answers, Clock clock) {}

    Requests(
            Hub hub,
            Subscriptions subscriptions,
            StreamNames names,
            Replies replies,
            FollowerHost follower,
            WorkLimits work,
            Edge edge) {
        this.hub = hub;
        this.subscriptions = subscriptions;
        this.names = names;
        this.replies = replies;
        this.follower = follower;
        this.work = work;
        this.edge = edge;
    }

    /** Completes when the answer is queued. */
    Uni<Void> handle(Session session, Request request) {
        if (request.method() == Request.Method.AUTH) {
            return authenticate(session, request);
        }
        return presentFor(session, request)
                .chain(() -> hub.perform(() -> answerOrRefuse(session, request)))
                .onFailure(ApiException.class)
                .recoverWithUni(e -> hub.perform(() -> refuse(session, request.id(), e)));
    }

    /**
     * Completes when private state may be shown: with all that was acknowledged before the client
     * asked for it. Fails in maintenance; what is not asked well is refused later, in order.
     */
    private Uni<Void> presentFor(Session session, Request request) {
        boolean showsState =
                request.method() == Request.Method.SUBSCRIBE
                        || request.method() == Request.Method.RESYNC;
        if (!showsState || !session.isAuthenticated() || !request.namesPrivateStream()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .deferred(() -> {
                    edge.admitPrivate();
                    return follower.upToDate();
                });
    }

    private void answerOrRefuse(Session session, Request request) {
        try {
            answer(session, request);
        } catch (ApiException e) {
            refuse(session, request.id(), e);
        }
    }

    private void refuse(Session session, @Nullable Object id, ApiException refusal) {
        session.send(replies.answers().failure(id, refusal));
    }

    private void answer(Session session, Request request) {
        requireKey(session, edge.isMarketDataPublic(), List.of());
        switch (request.method()) {
            case SUBSCRIBE -> subscribe(session, request);
            case UNSUBSCRIBE -> {
                work.take(session, 1, List.of());
                subscriptions.unsubscribe(session, StreamNames.readable(request.names()));
                session.send(replies.answers().success(request.id(), null));
            }
            case LIST_SUBSCRIPTIONS -> {
                work.take(session, 1 + session.streams().size() / NAMES_A_FRAME, List.of());
                session.send(replies.answers().success(request.id(), subscriptions.list(session)));
            }
            case RESYNC -> {
                work.take(session, 1, List.of());
                List<StreamName> wanted = names.existing(request.names());
                subscriptions.requireResyncable(session, wanted);
                work.take(session, subscriptions.cost(session, wanted) - 1, wanted);
                subscriptions.resync(
                        session, wanted, replies.answers().success(request.id(), null));
            }
            case PING ->
                    session.send(
                            replies.answers()
                                    .success(
                                            request.id(),
                                            Map.of("serverTime", replies.clock().millis())));
            case AUTH -> throw new IllegalStateException("AUTH is not answered here");
        }
    }

    private void subscribe(Session session, Request request) {
        // The answer costs a frame, whatever it is; the frames that follow it are charged below.
        work.take(session, 1, List.of());
        List<StreamName> wanted = names.existing(request.names());
        requireKey(
                session,
                wanted.stream().noneMatch(name -> name.kind().isPrivate()),
                wanted.stream().map(StreamName::text).toList());
        Map<StreamName, Long> resume = resume(request.sequences(), wanted);
        subscriptions.requireRoom(session, wanted);
        List<StreamName> past =
                wanted.stream()
                        .filter(name -> name.kind().isPrivate())
                        .filter(name -> resume.containsKey(name) || StreamSnapshots.has(name))
                        .toList();
        work.take(session, subscriptions.cost(session, wanted, resume) - 1, past);
        subscriptions.subscribe(
                session, wanted, resume, replies.answers().success(request.id(), null));
    }

    private static Map<StreamName, Long> resume(
            Map<String, Long> sequences, List<StreamName> wanted) {
        Map<StreamName, Long> resume = new LinkedHashMap<>();
        sequences.forEach((text, sequence) -> {
            StreamName name = StreamName.parse(text).orElse(null);
            if (name == null || !name.kind().isPrivate() || !wanted.contains(name)) {
                throw ApiException.ofField(
                        "resume",
                        ErrorCode.INVALID_PARAMETER,
                        "resume may only name private streams that params name.");
            }
            resume.put(name, sequence);
        });
        return resume;
    }

    private static void requireKey(Session session, boolean open, List<String> streams) {
        if (!session.isAuthenticated() && !open) {
            throw new ApiException(
                    ErrorCode.NOT_AUTHENTICATED,
                    "Send AUTH first.",
                    streams.isEmpty() ? Map.of() : Map.of("streams", streams));
        }
    }

    private Uni<Void> authenticate(Session session, Request request) {
        Map<String, JsonValue> fields =
                request.params() instanceof JsonValue.Members(Map<String, JsonValue> given)
                        ? given
                        : null;
        return replies.logins()
                .keyOf(session, fields)
                .chain(key -> hub.perform(() -> welcome(session, request, key)))
                .onFailure(ApiException.class)
                .recoverWithUni(e -> hub.perform(() -> reject(session, request, e)));
    }

    private void welcome(Session session, Request request, ApiKey key) {
        boolean isHere = replies.logins().welcome(session, request.id(), key);
        if (isHere && session.admission().autoSubscribe()) {
            subscriptions.listen(session, StreamName.ORDERS);
        }
    }

    private void reject(Session session, Request request, Throwable failure) {
        replies.logins().reject(session, request.id(), (ApiException) failure);
    }
}
