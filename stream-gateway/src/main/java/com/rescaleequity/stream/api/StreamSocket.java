package com.rescaleequity.stream.api;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.limits.RateLimits;
import com.rescaleequity.stream.delivery.CloseCode;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPingMessage;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import java.time.Clock;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The public WebSocket. Messages of one connection are handled one after the other. */
@WebSocket(path = "/ws")
public class StreamSocket {

    private static final Logger LOG = Logger.getLogger(StreamSocket.class);
    private static final int MAX_BAD_MESSAGES = 20;

    private final Doorkeeper doorkeeper;
    private final Requests requests;
    private final Peers peers;
    private final RateLimits limits;
    private final Clock clock;

    StreamSocket(
            Doorkeeper doorkeeper, Requests requests, Peers peers, RateLimits limits, Clock clock) {
        this.doorkeeper = doorkeeper;
        this.requests = requests;
        this.peers = peers;
        this.limits = limits;
        this.clock = clock;
    }

    @OnOpen
    Uni<Void> open(WebSocketConnection connection) {
        return doorkeeper.open(connection);
    }

    @OnTextMessage
    Uni<Void> message(String text, WebSocketConnection connection) {
        Peer peer = heard(connection);
        // Nothing could be answered any more, so nothing is read either.
        if (peer == null || peer.session().queue().isEnding()) {
            return Uni.createFrom().voidItem();
        }
        try {
            Request request = Request.parse(text);
            ApiException refusal = tooFast(peer);
            if (refusal == null) {
                return requests.handle(peer, request);
            }
            requests.refuse(peer, request.id(), refusal);
        } catch (Request.Malformed e) {
            requests.refuse(peer, e.id(), e.refusal());
            countBad(peer, e.refusal().code());
        }
        return Uni.createFrom().voidItem();
    }

    @OnBinaryMessage
    Uni<Void> binary(Buffer message, WebSocketConnection connection) {
        Peer peer = heard(connection);
        if (peer != null) {
            peer.session().queue().closeNow(CloseCode.BINARY_FRAME, ErrorCode.INVALID_JSON);
        }
        return Uni.createFrom().voidItem();
    }

    @OnPongMessage
    @NonBlocking
    void pong(Buffer message, WebSocketConnection connection) {
        heard(connection);
    }

    @OnPingMessage
    @NonBlocking
    void ping(Buffer message, WebSocketConnection connection) {
        heard(connection);
    }

    @OnClose
    Uni<Void> closed(WebSocketConnection connection) {
        return doorkeeper.closed(connection);
    }

    @OnError
    @NonBlocking
    void failed(Throwable failure, WebSocketConnection connection) {
        Peer peer = peers.get(connection.id());
        boolean gone = failure instanceof HttpClosedException;
        if (peer == null || gone) {
            return;
        }
        if (String.valueOf(failure.getMessage()).contains("max message size")) {
            peer.session().queue().closeNow(CloseCode.TOO_BIG, ErrorCode.PAYLOAD_TOO_LARGE);
            return;
        }
        LOG.errorf(failure, "Connection %s failed", connection.id());
        peer.session().queue().closeNow(CloseCode.INTERNAL_ERROR, ErrorCode.INTERNAL_ERROR);
    }

    private @Nullable Peer heard(WebSocketConnection connection) {
        Peer peer = peers.get(connection.id());
        if (peer != null) {
            peer.heard(clock.millis());
        }
        return peer;
    }

    private @Nullable ApiException tooFast(Peer peer) {
        if (!limits.isEnabled()) {
            return null;
        }
        return switch (peer.inflow().arrived(clock.millis())) {
            case TAKE -> null;
            case REFUSE -> rateLimited();
            case CLOSE -> {
                peer.session()
                        .queue()
                        .closeAfterSending(CloseCode.TOO_MANY_MESSAGES, ErrorCode.RATE_LIMITED);
                yield rateLimited();
            }
        };
    }

    private static ApiException rateLimited() {
        return new ApiException(
                ErrorCode.RATE_LIMITED,
                "At most 10 messages per second; slow down.",
                Map.of(
                        "policy", "ws-messages",
                        "limit", 10,
                        "windowSeconds", 1,
                        "retryAfterMs", 1000));
    }

    private static void countBad(Peer peer, ErrorCode code) {
        if (peer.countBadMessage() >= MAX_BAD_MESSAGES) {
            peer.session().queue().closeAfterSending(CloseCode.POLICY, code);
        }
    }
}
