package com.rescaleequity.platform.socket;

import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.socket.delivery.CloseCode;
import com.rescaleequity.platform.socket.delivery.Frame;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;

/**
 * Ends the connections of one endpoint that are silent, stuck, unauthenticated or too old, and says
 * goodbye to all before a shutdown. Whoever owns it asks it to look at each every second.
 */
public final class Liveness<P extends Peer> {

    private static final long NOTICE_MILLIS = 30_000;
    private static final long MAX_AGE_MILLIS = Duration.ofHours(24).toMillis();

    private record Notice(String event, long closeAt, String reason) {}

    private final Peers<P> peers;
    private final ConnectionLimits limits;
    private final SocketSettings settings;
    private final Clock clock;

    public Liveness(Peers<P> peers, ConnectionLimits limits, SocketSettings settings, Clock clock) {
        this.peers = peers;
        this.limits = limits;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Ends a connection whose time has come.
     *
     * @param needsKey whether it must be authenticated by now
     */
    public void check(P peer, boolean needsKey) {
        peer.queue().endIfStuck();
        long now = clock.millis();
        if (now - peer.heardAt() > settings.silence().toMillis()) {
            peer.queue().closeNow(CloseCode.NO_PONG, ErrorCode.DEADLINE_EXCEEDED);
        } else if (needsKey
                && !peer.isAuthenticated()
                && now - peer.openedAt() > settings.authPatience().toMillis()) {
            peer.queue().closeNow(CloseCode.AUTHENTICATION_FAILED, ErrorCode.NOT_AUTHENTICATED);
        } else {
            checkAge(peer, now);
            peers.checkKey(peer);
        }
    }

    /** Lets nobody in any more, tells everybody who is here, waits, and closes them. */
    public void closeAll() throws InterruptedException {
        limits.closeDoors();
        Collection<P> open = peers.all();
        if (open.isEmpty()) {
            return;
        }
        long closeAt = clock.millis() + settings.shutdownNotice().toMillis();
        open.forEach(peer -> notice(peer, closeAt, "deploy"));
        Thread.sleep(settings.shutdownNotice());
        open.forEach(peer ->
                peer.queue()
                        .closeAfterSending(
                                CloseCode.SERVICE_RESTART, ErrorCode.SERVICE_UNAVAILABLE));
        // The goodbyes leave on the event loops, which stop after this method.
        while (!peers.all().isEmpty() && clock.millis() < closeAt + 1000) {
            Thread.sleep(20);
        }
    }

    private void checkAge(P peer, long now) {
        long closeAt = peer.openedAt() + MAX_AGE_MILLIS;
        if (now >= closeAt) {
            peer.queue().closeAfterSending(CloseCode.MAX_AGE, ErrorCode.SERVICE_UNAVAILABLE);
        } else if (now >= closeAt - NOTICE_MILLIS && peer.noticeOnce()) {
            notice(peer, closeAt, "maxAge");
        }
    }

    private void notice(P peer, long closeAt, String reason) {
        peer.send(
                Frame.update(
                        "system@notice",
                        Frame.Handling.KEEP,
                        clock.millis(),
                        new Notice("serverShutdown", closeAt, reason)));
    }
}
