package com.rescaleequity.local.ingress;

import com.rescaleequity.platform.http.HttpDoor;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bodies of requests in, whole, before a service hears of them: neither memory nor a
 * connection to a service is held by what a client announces and does not send. Of the event loop
 * alone.
 */
final class BodyIntake {

    /** Bodies like those of orders, which there is always room for. */
    private static final int SHORT = 2 * 1024;

    private static final long MOST_BYTES = 32L * 1024 * 1024;
    private static final long PATIENCE_MILLIS = 10_000;

    private long bytes;

    /** Room for one body, until what became of it is answered. */
    final class Room {

        private long taken;

        private Room(long taken) {
            this.taken = taken;
            bytes += taken;
        }

        /** Keeps what the body has come to. */
        private void fit(int length) {
            long needed = length <= SHORT ? 0 : length;
            bytes -= taken - needed;
            taken = needed;
        }

        /** Gives it back; a second time does nothing. */
        void leave() {
            bytes -= taken;
            taken = 0;
        }
    }

    /** Room for a body that may become so long; null if there is none. */
    @Nullable Room room(long longest) {
        long counted = longest <= SHORT ? 0 : longest;
        return bytes + counted > MOST_BYTES ? null : new Room(counted);
    }

    /**
     * Waits for a body. Who does not send it in time is hung up on.
     *
     * @param whole gets it, unless the client goes before
     * @param tooLong runs instead if it becomes longer than a service takes
     */
    void take(HttpServerRequest request, Room room, Consumer<Buffer> whole, Runnable tooLong) {
        Vertx vertx = Vertx.currentContext().owner();
        Buffer body = Buffer.buffer();
        long timer =
                vertx.setTimer(
                        PATIENCE_MILLIS,
                        late -> {
                            room.leave();
                            HangUp.giveUp(request);
                        });
        request.exceptionHandler(e -> {
            vertx.cancelTimer(timer);
            room.leave();
        });
        request.handler(piece -> {
            if (body.length() + piece.length() <= HttpDoor.MAX_BODY) {
                body.appendBuffer(piece);
            } else if (vertx.cancelTimer(timer)) {
                request.pause();
                room.leave();
                tooLong.run();
            }
        });
        request.endHandler(end -> {
            if (vertx.cancelTimer(timer)) {
                room.fit(body.length());
                whole.accept(body);
            }
        });
    }
}
