package com.rescaleequity.stream.api;

import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.follower.FollowerHost;
import com.rescaleequity.stream.delivery.CloseCode;
import com.rescaleequity.stream.delivery.Frame;
import com.rescaleequity.stream.delivery.Frame.Handling;
import com.rescaleequity.stream.subscription.Hub;
import com.rescaleequity.stream.subscription.StreamSettings;
import com.rescaleequity.stream.subscription.TickerBoard;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;

/**
 * Ends connections that are silent, stuck, unauthenticated, idle or too old, and says goodbye to
 * all before a shutdown. Also keeps the hub's clock: streams that may only speak once per second.
 */
@Singleton
class Liveness {

    private static final long TICK_MILLIS = 100;
    private static final long CHECK_MILLIS = 1000;
    private static final long NOTICE_MILLIS = 30_000;
    private static final long IDLE_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final long MAX_AGE_MILLIS = Duration.ofHours(24).toMillis();

    private record Notice(String event, long closeAt, String reason) {}

    private final Hub hub;
    private final Peers peers;
    private final TickerBoard tickers;
    private final FollowerHost follower;
    private final StreamSettings settings;
    private final Clock clock;

    Liveness(
            Hub hub,
            Peers peers,
            TickerBoard tickers,
            FollowerHost follower,
            StreamSettings settings,
            Clock clock) {
        this.hub = hub;
        this.peers = peers;
        this.tickers = tickers;
        this.follower = follower;
        this.settings = settings;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
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
     * is closed already. Tells everybody, waits, closes.
     */
    void stop(@Observes ShutdownDelayInitiatedEvent event, ConnectionLimits limits)
            throws InterruptedException {
        limits.closeDoors();
        Collection<Peer> open = peers.all();
        if (open.isEmpty()) {
            return;
        }
        long closeAt = clock.millis() + settings.shutdownNotice().toMillis();
        open.forEach(peer -> notice(peer, closeAt, "deploy"));
        Thread.sleep(settings.shutdownNotice());
        open.forEach(peer ->
                peer.session()
                        .queue()
                        .closeAfterSending(
                                CloseCode.SERVICE_RESTART, ErrorCode.SERVICE_UNAVAILABLE));
        // The goodbyes leave on the event loops, which stop after this method.
        while (!peers.all().isEmpty() && clock.millis() < closeAt + 1000) {
            Thread.sleep(20);
        }
    }

    /** Ends a connection whose time has come. Hub only. */
    void check(Peer peer) {
        peer.session().queue().endIfStuck();
        long now = clock.millis();
        if (!peer.session().streams().isEmpty()) {
            peer.subscribed(now);
        }
        if (now - peer.heardAt() > settings.silence().toMillis()) {
            close(peer, CloseCode.NO_PONG, ErrorCode.DEADLINE_EXCEEDED);
        } else if (!peer.isAuthenticated()
                && now - peer.openedAt() > settings.authPatience().toMillis()
                && peer.session().streams().isEmpty()) {
            close(peer, CloseCode.AUTHENTICATION_FAILED, ErrorCode.NOT_AUTHENTICATED);
        } else if (now - peer.subscribedAt() > IDLE_MILLIS) {
            close(peer, CloseCode.POLICY, ErrorCode.DEADLINE_EXCEEDED);
        } else if (!follower.isHealthy() && hearsPrivateStreams(peer)) {
            // Nothing private comes here any more: better another replica than silence.
            close(peer, CloseCode.INTERNAL_ERROR, ErrorCode.INTERNAL_ERROR);
        } else {
            checkAge(peer, now);
            peers.checkKey(peer);
        }
    }

    private static boolean hearsPrivateStreams(Peer peer) {
        return peer.session().streams().stream().anyMatch(name -> name.kind().isPrivate());
    }

    private void checkAge(Peer peer, long now) {
        long closeAt = peer.openedAt() + MAX_AGE_MILLIS;
        if (now >= closeAt) {
            peer.session()
                    .queue()
                    .closeAfterSending(CloseCode.MAX_AGE, ErrorCode.SERVICE_UNAVAILABLE);
        } else if (now >= closeAt - NOTICE_MILLIS && peer.noticeOnce()) {
            notice(peer, closeAt, "maxAge");
        }
    }

    private void notice(Peer peer, long closeAt, String reason) {
        peer.session()
                .send(
                        Frame.update(
                                "system@notice",
                                Handling.KEEP,
                                clock.millis(),
                                new Notice("serverShutdown", closeAt, reason)));
    }

    private static void close(Peer peer, CloseCode code, ErrorCode reason) {
        peer.session().queue().closeNow(code, reason);
    }
}
