package com.rescaleequity.order.socket;

import com.rescaleequity.platform.auth.KeyTable;
import com.rescaleequity.platform.socket.Liveness;
import com.rescaleequity.platform.socket.Peers;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Looks at every trader's connection each second, and ends them before a shutdown. */
@Singleton
class TradeLiveness {

    private static final long CHECK_MILLIS = 1000;

    private final Peers<TradePeer> peers;
    private final Liveness<TradePeer> liveness;
    private final TradeDoor door;

    TradeLiveness(Peers<TradePeer> peers, Liveness<TradePeer> liveness, TradeDoor door) {
        this.peers = peers;
        this.liveness = liveness;
        this.door = door;
    }

    void start(@Observes StartupEvent event, Vertx vertx, KeyTable keys) {
        keys.onChange(peers::keyChanged);
        vertx.setPeriodic(
                CHECK_MILLIS,
                timer -> {
                    peers.forgetOldChanges();
                    peers.all().forEach(this::check);
                });
    }

    private void check(TradePeer peer) {
        liveness.check(peer, true);
        // Its end is decided; a client that does not answer the goodbye delays only TCP's.
        if (peer.queue().isEnding()) {
            door.endOrders(peer);
        }
    }

    /** Before anything else stops: at ShutdownEvent the HTTP server is closed already. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        liveness.closeAll();
    }
}
