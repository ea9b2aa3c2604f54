package com.rescaleequity.stream.api;

import com.rescaleequity.platform.socket.Inbound;
import com.rescaleequity.stream.subscription.Session;
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

/** The public WebSocket. Messages of one connection are handled one after the other. */
@WebSocket(path = "/ws")
public class StreamSocket {

    private final Doorkeeper doorkeeper;
    private final Inbound<Session> inbound;
    private final Requests requests;

    StreamSocket(Doorkeeper doorkeeper, Inbound<Session> inbound, Requests requests) {
        this.doorkeeper = doorkeeper;
        this.inbound = inbound;
        this.requests = requests;
    }

    @OnOpen
    Uni<Void> open(WebSocketConnection connection) {
        return doorkeeper.open(connection);
    }

    @OnTextMessage
    Uni<Void> message(String text, WebSocketConnection connection) {
        Session session = inbound.heard(connection.id());
        // Nothing could be answered any more, so nothing is read either.
        if (session == null || session.queue().isEnding()) {
            return Uni.createFrom().voidItem();
        }
        Request request = inbound.read(session, text, Request.SIBLINGS, Request::of);
        return request == null ? Uni.createFrom().voidItem() : requests.handle(session, request);
    }

    @OnBinaryMessage
    @NonBlocking
    void binary(Buffer message, WebSocketConnection connection) {
        inbound.binary(connection.id());
    }

    @OnPongMessage
    @NonBlocking
    void pong(Buffer message, WebSocketConnection connection) {
        inbound.heard(connection.id());
    }

    @OnPingMessage
    @NonBlocking
    void ping(Buffer message, WebSocketConnection connection) {
        inbound.heard(connection.id());
    }

    @OnClose
    Uni<Void> closed(WebSocketConnection connection) {
        return doorkeeper.closed(connection);
    }

    @OnError
    @NonBlocking
    void failed(Throwable failure, WebSocketConnection connection) {
        inbound.failed(connection.id(), failure);
    }
}
