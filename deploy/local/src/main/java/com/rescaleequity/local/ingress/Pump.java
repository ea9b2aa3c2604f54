package com.rescaleequity.local.ingress;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/**
 * Passes on what comes in, and reads no more while too much of it has not gone out. Vert.x's own
 * pipe asks the other socket whether its queue is full; the socket of an upgraded client connection
 * never says so, and all that a slow service has not read would pile up here.
 */
final class Pump {

    /** Bytes that may be under way in one direction; a few reads. */
    private static final int MOST_UNDER_WAY = 256 * 1024;

    /** How long a slow reader may take to take the last words of the other. */
    private static final long GOODBYE_MILLIS = 20_000;

    private final Vertx vertx;
    private final NetSocket from;
    private final NetSocket to;
    private int underWay;
    private boolean paused;

    private Pump(Vertx vertx, NetSocket from, NetSocket to) {
        this.vertx = vertx;
        this.from = from;
        this.to = to;
    }

    /** Joins two sockets of one event loop; when one ends, so does the other. */
    static void join(Vertx vertx, NetSocket one, NetSocket other) {
        new Pump(vertx, one, other).begin();
        new Pump(vertx, other, one).begin();
    }

    private void begin() {
        from.handler(this::pass);
        from.exceptionHandler(broken -> from.close());
        // What has come is passed on first, if it is taken.
        from.endHandler(end -> to.end());
        from.closeHandler(gone -> vertx.setTimer(GOODBYE_MILLIS, late -> to.close()));
        from.resume();
    }

    private void pass(Buffer bytes) {
        underWay += bytes.length();
        to.write(bytes)
                .onSuccess(gone -> passed(bytes.length()))
                // Nobody takes it any more.
                .onFailure(e -> from.close());
        if (underWay > MOST_UNDER_WAY) {
            paused = true;
            from.pause();
        }
    }

    private void passed(int length) {
        underWay -= length;
        if (paused && underWay <= MOST_UNDER_WAY / 2) {
            paused = false;
            from.resume();
        }
    }
}
