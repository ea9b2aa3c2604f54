package com.rescaleequity.platform.socket;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.errors.LimitReached;
import com.rescaleequity.platform.limits.RateLimits;
import com.rescaleequity.platform.socket.delivery.CloseCode;
import com.rescaleequity.platform.socket.frames.Inflow;
import com.rescaleequity.platform.socket.frames.Pace;
import io.vertx.core.http.HttpClosedException;
import java.time.Clock;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What comes in on the connections of one endpoint, before anybody does what it asks: counted, read
 * and refused where it is too much or nothing that could be read.
 */
public final class Inbound<P extends Peer> {

    private static final Logger LOG = Logger.getLogger(Inbound.class);
    private static final int MAX_BAD_MESSAGES = 20;

    private final Peers<P> peers;
    private final RateLimits limits;
    private final SocketAnswers answers;
    private final Clock clock;

    public Inbound(Peers<P> peers, RateLimits limits, SocketAnswers answers, Clock clock) {
        this.peers = peers;
        this.limits = limits;
        this.answers = answers;
        this.clock = clock;
    }

    /** Something has come from this connection; null when it is not open any more. */
    public @Nullable P heard(String connectionId) {
        P peer = peers.get(connectionId);
        if (peer != null) {
            peer.heard(clock.millis());
        }
        return peer;
    }

    /**
     * A request that may be done; null when it was refused, and its client told.
     *
     * @param siblings what may stand beside method, params and id
     * @param meaning reads what the service understands, or fails with its refusal
     */
    public <R> @Nullable R read(
            P peer, String text, Set<String> siblings, Function<SocketRequest, R> meaning) {
        // A stranger at a fast endpoint does not even have a message read for nothing.
        boolean judged = peer.isHeldBack();
        @Nullable ApiException early = judged ? tooFast(peer) : null;
        if (early != null) {
            peer.send(answers.failure(null, early));
            return null;
        }
        try {
            SocketRequest sent = SocketRequest.parse(text, siblings);
            R request = meaning(sent, meaning);
            @Nullable ApiException refusal = judged ? null : tooFast(peer);
            if (refusal == null) {
                return request;
            }
            peer.send(answers.failure(sent.id(), refusal));
        } catch (SocketRequest.Malformed e) {
            peer.send(answers.failure(e.id(), e.refusal()));
            countBad(peer, e.refusal().code());
        }
        return null;
    }

    /** A binary message has come: there are none here. */
    public void binary(String connectionId) {
        P peer = heard(connectionId);
        if (peer != null) {
            peer.queue().closeNow(CloseCode.BINARY_FRAME, ErrorCode.INVALID_JSON);
        }
    }

    /** The connection has failed. */
    public void failed(String connectionId, Throwable failure) {
        P peer = peers.get(connectionId);
        boolean gone = failure instanceof HttpClosedException;
        if (peer == null || gone) {
            return;
        }
        if (String.valueOf(failure.getMessage()).contains("max message size")) {
            peer.queue().closeNow(CloseCode.TOO_BIG, ErrorCode.PAYLOAD_TOO_LARGE);
            return;
        }
        LOG.errorf(failure, "Connection %s failed", connectionId);
        peer.queue().closeNow(CloseCode.INTERNAL_ERROR, ErrorCode.INTERNAL_ERROR);
    }

    private static <R> R meaning(SocketRequest sent, Function<SocketRequest, R> meaning)
            throws SocketRequest.Malformed {
        try {
            return meaning.apply(sent);
        } catch (ApiException e) {
            throw new SocketRequest.Malformed(sent.id(), e);
        }
    }

    private @Nullable ApiException tooFast(P peer) {
        if (!limits.isEnabled()) {
            return null;
        }
        Inflow inflow = peer.inflow();
        return switch (inflow.arrived(clock.millis())) {
            case TAKE -> null;
            case REFUSE -> rateLimited(inflow.pace());
            case CLOSE -> {
                peer.queue().closeAfterSending(CloseCode.TOO_MANY_MESSAGES, ErrorCode.RATE_LIMITED);
                yield rateLimited(inflow.pace());
            }
        };
    }

    private static ApiException rateLimited(Pace pace) {
        return new LimitReached("ws-messages", pace.perSecond(), 1, 1000)
                .refusal(
                        ErrorCode.RATE_LIMITED,
                        "At most " + pace.perSecond() + " messages per second; slow down.");
    }

    private static void countBad(Peer peer, ErrorCode code) {
        if (peer.countBadMessage() >= MAX_BAD_MESSAGES) {
            peer.queue().closeAfterSending(CloseCode.POLICY, code);
        }
    }
}
