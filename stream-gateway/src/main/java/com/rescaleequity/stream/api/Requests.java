package com.rescaleequity.stream.api;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.follower.FollowerHost;
import com.rescaleequity.platform.http.Edge;
import com.rescaleequity.platform.json.JsonValue;
import com.rescaleequity.stream.delivery.CloseCode;
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
    private final Logins logins;
    private final Clock clock;

    private final FollowerHost follower;
    private final WorkLimits work;
    private final Edge edge;

    /** Who is who, and how many connections each may have. */
    @Singleton
    record Logins(Login login, ConnectionLimits limits, Peers peers, Clock clock) {}

    Requests(
            Hub hub,
            Subscriptions subscriptions,
            StreamNames names,
            Logins logins,
            FollowerHost follower,
            WorkLimits work,
            Edge edge) {
        this.hub = hub;
        this.subscriptions = subscriptions;
        this.names = names;
        this.logins = logins;
        this.follower = follower;
        this.work = work;
        this.edge = edge;
        this.clock = logins.clock();
    }

    /** Completes when the answer is queued. */
    Uni<Void> handle(Peer peer, Request request) {
        if (request.method() == Request.Method.AUTH) {
            return authenticate(peer, request);
        }
        return presentFor(peer, request)
                .chain(() -> hub.perform(() -> answerOrRefuse(peer, request)))
                .onFailure(ApiException.class)
                .recoverWithUni(e -> hub.perform(() -> refuse(peer, request.id(), e)));
    }

    /**
     * Completes when private state may be shown: with all that was acknowledged before the client
     * asked for it. Fails in maintenance; what is not asked well is refused later, in order.
     */
    private Uni<Void> presentFor(Peer peer, Request request) {
        boolean showsState =
                request.method() == Request.Method.SUBSCRIBE
                        || request.method() == Request.Method.RESYNC;
        if (!showsState || !peer.isAuthenticated() || !request.namesPrivateStream()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .deferred(() -> {
                    edge.admitPrivate();
                    return follower.upToDate();
                });
    }

    private void answerOrRefuse(Peer peer, Request request) {
        try {
            answer(peer, request);
        } catch (ApiException e) {
            refuse(peer, request.id(), e);
        }
    }

    /** Queues the error answer. */
    void refuse(Peer peer, @Nullable Object id, ApiException refusal) {
        peer.session().send(RequestAnswers.failure(id, refusal, clock.millis()));
    }

    private void answer(Peer peer, Request request) {
        Session session = peer.session();
        requireKey(peer, edge.isMarketDataPublic(), List.of());
        switch (request.method()) {
            case SUBSCRIBE -> subscribe(peer, request);
            case UNSUBSCRIBE -> {
                work.take(peer, 1, List.of());
                subscriptions.unsubscribe(session, StreamNames.readable(request.names()));
                session.send(RequestAnswers.success(request.id(), null));
            }
            case LIST_SUBSCRIPTIONS -> {
                work.take(peer, 1 + session.streams().size() / NAMES_A_FRAME, List.of());
                session.send(RequestAnswers.success(request.id(), subscriptions.list(session)));
            }
            case RESYNC -> {
                work.take(peer, 1, List.of());
                List<StreamName> wanted = names.existing(request.names());
                subscriptions.requireResyncable(session, wanted);
                work.take(peer, subscriptions.cost(session, wanted) - 1, wanted);
                subscriptions.resync(session, wanted, RequestAnswers.success(request.id(), null));
            }
            case PING ->
                    session.send(
                            RequestAnswers.success(
                                    request.id(), Map.of("serverTime", clock.millis())));
            case AUTH -> throw new IllegalStateException("AUTH is not answered here");
        }
    }

    private void subscribe(Peer peer, Request request) {
        // The answer costs a frame, whatever it is; the frames that follow it are charged below.
        work.take(peer, 1, List.of());
        List<StreamName> wanted = names.existing(request.names());
        requireKey(
                peer,
                wanted.stream().noneMatch(name -> name.kind().isPrivate()),
                wanted.stream().map(StreamName::text).toList());
        Map<StreamName, Long> resume = resume(request.sequences(), wanted);
        Session session = peer.session();
        subscriptions.requireRoom(session, wanted);
        List<StreamName> past =
                wanted.stream()
                        .filter(name -> name.kind().isPrivate())
                        .filter(name -> resume.containsKey(name) || StreamSnapshots.has(name))
                        .toList();
        work.take(peer, subscriptions.cost(session, wanted, resume) - 1, past);
        subscriptions.subscribe(
                session, wanted, resume, RequestAnswers.success(request.id(), null));
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

    private static void requireKey(Peer peer, boolean open, List<String> streams) {
        if (!peer.isAuthenticated() && !open) {
            throw new ApiException(
                    ErrorCode.NOT_AUTHENTICATED,
                    "Send AUTH first.",
                    streams.isEmpty() ? Map.of() : Map.of("streams", streams));
        }
    }

    private Uni<Void> authenticate(Peer peer, Request request) {
        if (peer.isAuthenticated()) {
            return hub.perform(() ->
                    refuse(
                            peer,
                            request.id(),
                            new ApiException(
                                    ErrorCode.CONFLICTING_PARAMETERS,
                                    "This connection is authenticated already.")));
        }
        JsonValue.Members params =
                request.params() instanceof JsonValue.Members members ? members : null;
        return logins.login()
                .inBand(params, peer.admission().clientIp())
                .invoke(logins.limits()::reserveAccount)
                .chain(key -> hub.perform(() -> welcome(peer, request, key)))
                .onFailure(ApiException.class)
                .recoverWithUni(e -> hub.perform(() -> rejectLogin(peer, request, e)));
    }

    private void welcome(Peer peer, Request request, ApiKey key) {
        Session session = peer.session();
        if (logins.peers().get(session.id()) == null) {
            logins.limits().releaseAccount(key);
            return;
        }
        session.identify(key);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("keyId", key.keyId());
        result.put("scopes", key.scopes().stream().map(Scope::text).toList());
        session.send(RequestAnswers.success(request.id(), result));
        if (peer.admission().autoSubscribe()) {
            subscriptions.listen(session, StreamName.ORDERS);
        }
        logins.peers().authenticated(peer);
    }

    private void rejectLogin(Peer peer, Request request, Throwable failure) {
        ApiException refusal = (ApiException) failure;
        refuse(peer, request.id(), refusal);
        // Only what the client got wrong counts, not what is wrong or full on this side.
        int status = refusal.code().status();
        boolean counts = status == 400 || status == 401 || status == 403;
        if (counts && peer.countFailedLogin() >= 3) {
            peer.session()
                    .queue()
                    .closeAfterSending(CloseCode.AUTHENTICATION_FAILED, refusal.code());
        }
    }
}
