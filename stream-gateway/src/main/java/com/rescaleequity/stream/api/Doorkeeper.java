package com.rescaleequity.stream.api;

import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.socket.Admissions;
import com.rescaleequity.platform.socket.ConnectionLimits;
import com.rescaleequity.platform.socket.Peers;
import com.rescaleequity.platform.socket.WebSocketWire;
import com.rescaleequity.platform.socket.delivery.CloseCode;
import com.rescaleequity.platform.socket.delivery.SendQueue;
import com.rescaleequity.stream.subscription.Hub;
import com.rescaleequity.stream.subscription.Session;
import com.rescaleequity.stream.subscription.StreamAdmission;
import com.rescaleequity.stream.subscription.StreamName;
import com.rescaleequity.stream.subscription.Subscriptions;
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
            Peers<Session> peers,
            WorkLimits work) {}

    Doorkeeper(
            Places places,
            Hub hub,
            Subscriptions subscriptions,
            SendQueue.Bounds bounds,
            Clock clock) {
        this.places = places;
        this.hub = hub;
        this.subscriptions = subscriptions;
        this.bounds = bounds;
        this.clock = clock;
    }

    /** Completes when its first subscriptions are made. */
    Uni<Void> open(WebSocketConnection connection) {
        StreamAdmission admission =
                places.admissions()
                        .claim(
                                connection.handshakeRequest().header(Admissions.HEADER),
                                StreamAdmission.class)
                        .orElse(null);
        Context context = Vertx.currentContext();
        if (admission == null || context == null) {
            return WebSocketWire.close(
                    connection, CloseCode.INTERNAL_ERROR, ErrorCode.INTERNAL_ERROR);
        }
        Session session = session(connection, context, admission);
        places.peers().add(session);
        return hub.perform(() -> firstStreams(session));
    }

    /** Gives back everything that the connection had. */
    Uni<Void> closed(WebSocketConnection connection) {
        Session session = places.peers().remove(connection.id());
        if (session == null) {
            return Uni.createFrom().voidItem();
        }
        session.queue().forget();
        return hub.perform(() -> {
            places.limits().release(session.key(), session.clientIp());
            subscriptions.leave(session);
        });
    }

    private Session session(
            WebSocketConnection connection, Context context, StreamAdmission admission) {
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
        Session session = new Session(connection.id(), queue, admission, clock.millis());
        self.set(session);
        return session;
    }

    private void firstStreams(Session session) {
        StreamAdmission admission = session.admission();
        if (admission.key() != null && admission.autoSubscribe()) {
            subscriptions.listen(session, StreamName.ORDERS);
        }
        if (!admission.streams().isEmpty()) {
            places.work()
                    .charge(session, subscriptions.cost(session, admission.streams(), Map.of()));
            subscriptions.subscribe(session, admission.streams(), Map.of(), null);
        }
    }
}
