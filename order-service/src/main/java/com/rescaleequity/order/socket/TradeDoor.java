package com.rescaleequity.order.socket;

import com.rescaleequity.order.engine.Engine;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.socket.Admissions;
import com.rescaleequity.platform.socket.ConnectionLimits;
import com.rescaleequity.platform.socket.Peers;
import com.rescaleequity.platform.socket.WebSocketWire;
import com.rescaleequity.platform.socket.delivery.CloseCode;
import com.rescaleequity.platform.socket.delivery.SendQueue;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Lets traders in and out. */
@Singleton
class TradeDoor {

    private final Room room;
    private final Peers<TradePeer> peers;
    private final SendQueue.Bounds bounds;
    private final Engine engine;
    private final Clock clock;

    /** How many traders there may be, and how many there are. */
    @Singleton
    record Room(Admissions admissions, ConnectionLimits limits) {}

    TradeDoor(
            Room room,
            Peers<TradePeer> peers,
            SendQueue.Bounds bounds,
            Engine engine,
            Clock clock) {
        this.room = room;
        this.peers = peers;
        this.engine = engine;
        this.bounds = bounds;
        this.clock = clock;
    }

    Uni<Void> open(WebSocketConnection connection) {
        TradeAdmission admission =
                room.admissions()
                        .claim(
                                connection.handshakeRequest().header(Admissions.HEADER),
                                TradeAdmission.class)
                        .orElse(null);
        Context context = Vertx.currentContext();
        if (admission == null || context == null) {
            return WebSocketWire.close(
                    connection, CloseCode.INTERNAL_ERROR, ErrorCode.INTERNAL_ERROR);
        }
        SendQueue queue =
                new SendQueue(
                        new WebSocketWire(connection, context),
                        admission.format(),
                        bounds,
                        dropped -> {},
                        System::nanoTime);
        TradePeer peer = new TradePeer(connection.id(), queue, admission, clock.millis());
        if (admission.key() != null && admission.cancelOnDisconnect()) {
            peer.tie(engine.openLease());
        }
        peers.add(peer);
        return Uni.createFrom().voidItem();
    }

    /** Gives back everything that the connection had, and ends its orders if it wanted that. */
    void closed(WebSocketConnection connection) {
        TradePeer peer = peers.remove(connection.id());
        if (peer != null) {
            peer.queue().forget();
            endOrders(peer);
            room.limits().release(peer.key(), peer.clientIp());
        }
    }

    /** Ends what ends with the connection; may be asked again. */
    void endOrders(TradePeer peer) {
        if (peer.lease() != 0) {
            engine.endLease(peer.accountId(), peer.lease());
        }
    }
}
