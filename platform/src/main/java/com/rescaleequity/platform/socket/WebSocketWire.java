package com.rescaleequity.platform.socket;

import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.socket.delivery.CloseCode;
import com.rescaleequity.platform.socket.delivery.Wire;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;

/** A WebSocket connection as a queue writes to it, always in the connection's own context. */
public final class WebSocketWire implements Wire {

    private final WebSocketConnection connection;
    private final Context context;

    public WebSocketWire(WebSocketConnection connection, Context context) {
        this.connection = connection;
        this.context = context;
    }

    @Override
    public void execute(Runnable task) {
        context.runOnContext(ignored -> task.run());
    }

    @Override
    public void send(String text, Runnable sent, Runnable failed) {
        connection.sendText(text).subscribe().with(done -> sent.run(), failure -> failed.run());
    }

    @Override
    public void close(CloseCode code, ErrorCode reason) {
        close(connection, code, reason).subscribe().with(done -> {}, failure -> {});
    }

    /** Ends a connection that has no queue yet. */
    public static Uni<Void> close(
            WebSocketConnection connection, CloseCode code, ErrorCode reason) {
        return connection.close(new CloseReason(code.number(), reason.name()));
    }
}
