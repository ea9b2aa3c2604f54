package com.rescaleequity.stream.api;

import com.rescaleequity.platform.auth.KeyTable;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.follower.FollowerHost;
import com.rescaleequity.platform.socket.Liveness;
import com.rescaleequity.platform.socket.Peers;
import com.rescaleequity.platform.socket.delivery.CloseCode;
import com.rescaleequity.stream.subscription.Hub;
import com.rescaleequity.stream.subscription.Session;
import com.rescaleequity.stream.subscription.TickerBoard;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/**
 * Looks at every connection each second: beside what ends any, one that listens to nothing is
 * ended, and one that would hear private events that do not come any more. Also keeps the hub's
 * clock: streams that may only speak once per second.
 */
@Singleton
class StreamLiveness {

    private static final long TICK_MILLIS = 100;
    private static final long CHECK_MILLIS = 1000;
    private static final long IDLE_MILLIS = Duration.ofMinutes(5).toMillis();

    private final Hub hub;
    private final Peers<Session> peers;
    private final Liveness<Session> liveness;
    private final FollowerHost follower;
    private final Clock clock;

    StreamLiveness(
            Hub hub,
            Peers<Session> peers,
            Liveness<Session> liveness,
            FollowerHost follower,
            Clock clock) {
        this.hub = hub;
        this.peers = peers;
        this.liveness = liveness;
        this.follower = follower;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, Vertx vertx, KeyTable keys, TickerBoard tickers) {
        keys.onChange(peers::keyChanged);
        vertx.setPeriodic(TICK_MILLIS, timer -> hub.execute(() -> tickers.tick(clock.millis())));
        vertx.setPeriodic(
                CHECK_MILLIS,
                timer ->
                        hub.execute(() -> {
                            peers.forgetOldChanges();
                            peers.all().forEach(this::check);
                        }));
    }

    /**
     * Before anything else stops, which is why it is this event: at ShutdownEvent the HTTP server
     * is closed already.
     */
    void stop(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        liveness.closeAll();
    }

    /** Ends a connection whose time has come. Hub only. */
    void check(Session session) {
        liveness.check(session, session.streams().isEmpty());
        if (session.queue().isEnding()) {
            return;
        }
        if (session.idle(clock.millis()) > IDLE_MILLIS) {
            session.queue().closeNow(CloseCode.POLICY, ErrorCode.DEADLINE_EXCEEDED);
        } else if (!follower.isHealthy() && hearsPrivateStreams(session)) {
            // Nothing private comes here any more: better another replica than silence.
            session.queue().closeNow(CloseCode.INTERNAL_ERROR, ErrorCode.INTERNAL_ERROR);
        }
    }

    private static boolean hearsPrivateStreams(Session session) {
        return session.streams().stream().anyMatch(name -> name.kind().isPrivate());
    }
}
