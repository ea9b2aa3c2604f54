package com.rescaleequity.local.ingress;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Passes on what comes in, and reads no more while too much of it has not gone out. It writes to
 * the channel itself: the socket of an upgraded client connection never says that its queue is
 * full, nor when a write is done, and all that a slow service has not read would pile up here.
 */
final class Pump {

    /** Bytes that may be under way in one direction; a few reads. */
    private static final int MOST_UNDER_WAY = 256 * 1024;

    /** How long a slow reader may take to take the last words of the other. */
    private static final long GOODBYE_MILLIS = 20_000;

    private final Vertx vertx;
    private final NetSocket from;
    private final Channel to;
    private int underWay;
    private boolean paused;
    private boolean ended;

    private Pump(Vertx vertx, NetSocket from, Channel to) {
        this.vertx = vertx;
        this.from = from;
        this.to = to;
    }

    /** One of the two sides. */
    record Side(NetSocket socket, HttpConnection connection) {

        private Channel channel() {
            return ((ConnectionBase) connection).channel();
        }
    }

    /** Joins two sides of one event loop; when one ends, so does the other. */
    static void join(Vertx vertx, Side one, Side other) {
        new Pump(vertx, one.socket(), other.channel()).begin();
        new Pump(vertx, other.socket(), one.channel()).begin();
    }

    private void begin() {
        from.handler(this::pass);
        from.exceptionHandler(broken -> end());
        from.endHandler(gone -> end());
        from.resume();
    }

    private void pass(Buffer bytes) {
        int length = bytes.length();
        underWay += length;
        to.writeAndFlush(Unpooled.wrappedBuffer(bytes.getBytes()))
                .addListener(done -> {
                    if (done.isSuccess()) {
                        passed(length);
                    } else {
                        // Nobody takes it any more; the other direction ends in its order.
                        to.close();
                    }
                });
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
        if (ended) {
            // Behind what a resumed socket still had, which comes a step later.
            to.eventLoop().execute(this::closeWhenAllIsPassed);
        }
    }

    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        long timer = vertx.setTimer(GOODBYE_MILLIS, late -> to.close());
        to.closeFuture().addListener(closed -> vertx.cancelTimer(timer));
        to.eventLoop().execute(this::closeWhenAllIsPassed);
    }

    private void closeWhenAllIsPassed() {
        if (!paused && underWay == 0) {
            to.close();
        }
    }
}
