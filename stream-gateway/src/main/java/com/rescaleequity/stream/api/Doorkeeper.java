package com.rescaleequity.stream.api;

import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.stream.delivery.CloseCode;
import com.rescaleequity.stream.delivery.QueuedBytes;
import com.rescaleequity.stream.delivery.SendQueue;
import com.rescaleequity.stream.subscription.Hub;
import com.rescaleequity.stream.subscription.Session;
import com.rescaleequity.stream.subscription.StreamName;
import com.rescaleequity.stream.subscription.StreamSettings;
import com.rescaleequity.stream.subscription.Subscriptions;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Lets connections in and out: their places, their queues and what they hear without asking. */
@Singleton
class Doorkeeper {

    private final Places places;
    private final Hub hub;
    private final Subscriptions subscriptions;
    private final SendQueue.Bounds bounds;
    private final Clock clock;

    /** Who is expected, who is here, and how many may be. */
    @Singleton
    record Places(
            Admissions admissions,
            ConnectionLimits limits,
            Peers peers,
            QueuedBytes waiting,
            WorkLimits work) {}

    Doorkeeper(
            Places places,
            Hub hub,
            Subscriptions subscriptions,
            StreamSettings settings,
            Clock clock) {
        this.places = places;
        this.hub = hub;
        this.subscriptions = subscriptions;
        this.bounds =
                new SendQueue.Bounds(
                        settings.queueBytes(), settings.queueAge().toNanos(), places.waiting());
        this.clock = clock;
    }

    /** Completes when its first subscriptions are made. */
    Uni<Void> open(WebSocketConnection connection) {
        Admission admission =
                places.admissions()
                        .claim(connection.handshakeRequest().header(Admissions.HEADER))
                        .orElse(null);
        Context context = Vertx.currentContext();
        if (admission == null || context == null) {
            return connection.close(
                    new CloseReason(
                            CloseCode.INTERNAL_ERROR.number(), ErrorCode.INTERNAL_ERROR.name()));
        }
        Session session = session(connection, context, admission);
        Peer peer = new Peer(session, admission, clock.millis());
        places.peers().add(peer);
        return hub.perform(() -> firstStreams(peer));
    }

    /** Gives back everything that the connection had. */
    Uni<Void> closed(WebSocketConnection connection) {
        Peer peer = places.peers().remove(connection.id());
        if (peer == null) {
            return Uni.createFrom().voidItem();
        }
        peer.session().queue().forget();
        return hub.perform(() -> {
            places.limits().release(peer.session().key(), peer.admission().clientIp());
            subscriptions.leave(peer.session());
        });
    }

    private Session session(WebSocketConnection connection, Context context, Admission admission) {
        AtomicReference<Session> self = new AtomicReference<>();
        SendQueue queue =
                new SendQueue(
                        new WebSocketWire(connection, context),
                        admission.format(),
                        bounds,
                        dropped -> {
                            Session session = self.get();
                            if (session != null) {
                                hub.execute(() -> subscriptions.catchUp(session, dropped));
                            }
                        },
                        System::nanoTime);
        Session session = new Session(connection.id(), queue, admission.key());
        self.set(session);
        return session;
    }

    private void firstStreams(Peer peer) {
        Admission admission = peer.admission();
        if (admission.key() != null && admission.autoSubscribe()) {
            subscriptions.listen(peer.session(), StreamName.ORDERS);
        }
        if (!admission.streams().isEmpty()) {
            places.work()
                    .charge(
                            peer,
                            subscriptions.cost(peer.session(), admission.streams(), Map.of()));
            subscriptions.subscribe(peer.session(), admission.streams(), Map.of(), null);
        }
    }
}
