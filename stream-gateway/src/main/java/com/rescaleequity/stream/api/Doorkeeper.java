package com.rescaleequity.stream.api;

import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.stream.delivery.CloseCode;
import com.rescaleequity.stream.delivery.Outbox;
import com.rescaleequity.stream.subscription.Desk;
import com.rescaleequity.stream.subscription.Hub;
import com.rescaleequity.stream.subscription.Session;
import com.rescaleequity.stream.subscription.StreamName;
import com.rescaleequity.stream.subscription.StreamSettings;
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
    private final Desk desk;
    private final Outbox.Bounds bounds;
    private final Clock clock;

    /** Who is expected, who is here, and how many may be. */
    @Singleton
    record Places(Admissions admissions, ConnectionLimits limits, Peers peers) {}

    Doorkeeper(Places places, Hub hub, Desk desk, StreamSettings settings, Clock clock) {
        this.places = places;
        this.hub = hub;
        this.desk = desk;
        this.bounds = new Outbox.Bounds(settings.queueBytes(), settings.queueAge().toNanos());
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
        peer.session().outbox().forget();
        return hub.perform(() -> {
            places.limits().release(peer.session().key(), peer.admission().clientIp());
            desk.leave(peer.session());
        });
    }

    private Session session(WebSocketConnection connection, Context context, Admission admission) {
        AtomicReference<Session> self = new AtomicReference<>();
        Outbox outbox =
                new Outbox(
                        new WebSocketWire(connection, context),
                        admission.format(),
                        bounds,
                        dropped -> {
                            Session session = self.get();
                            if (session != null) {
                                hub.execute(() -> desk.catchUp(session, dropped));
                            }
                        },
                        System::nanoTime);
        Session session = new Session(connection.id(), outbox, admission.key());
        self.set(session);
        return session;
    }

    private void firstStreams(Peer peer) {
        Admission admission = peer.admission();
        if (admission.key() != null && admission.autoSubscribe()) {
            desk.listen(peer.session(), StreamName.ORDERS);
        }
        if (!admission.streams().isEmpty()) {
            desk.subscribe(peer.session(), admission.streams(), Map.of(), null);
        }
    }
}
