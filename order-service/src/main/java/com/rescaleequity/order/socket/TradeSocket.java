package com.rescaleequity.order.socket;

import com.rescaleequity.platform.socket.Inbound;
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

/** The WebSocket for orders. No message waits for the answer to another but AUTH. */
@WebSocket(path = "/ws/trade")
public class TradeSocket {

    private final TradeDoor door;
    private final Inbound<TradePeer> inbound;
    private final TradeRequests requests;

    TradeSocket(TradeDoor door, Inbound<TradePeer> inbound, TradeRequests requests) {
        this.door = door;
        this.inbound = inbound;
        this.requests = requests;
    }

    @OnOpen
    Uni<Void> open(WebSocketConnection connection) {
        return door.open(connection);
    }

    @OnTextMessage
    Uni<Void> message(String text, WebSocketConnection connection) {
        TradePeer peer = inbound.heard(connection.id());
        // Nothing could be answered any more, so nothing is done either.
        if (peer == null || peer.queue().isEnding()) {
            return Uni.createFrom().voidItem();
        }
        TradeRequest request = inbound.read(peer, text, TradeRequest.SIBLINGS, TradeRequest::of);
        return request == null ? Uni.createFrom().voidItem() : requests.take(peer, request);
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
    @NonBlocking
    void closed(WebSocketConnection connection) {
        door.closed(connection);
    }

    @OnError
    @NonBlocking
    void failed(Throwable failure, WebSocketConnection connection) {
        inbound.failed(connection.id(), failure);
    }
}
