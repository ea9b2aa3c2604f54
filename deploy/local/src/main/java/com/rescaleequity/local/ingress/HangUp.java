package com.rescaleequity.local.ingress;

import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * Ends requests before their time. In HTTP/1 nothing can follow on the connection of one whose body
 * is not wanted any more; in HTTP/2 its stream ends, and the others go on.
 */
final class HangUp {

    private HangUp() {}

    /** Says so in the head of the answer, where the protocol has words for it. */
    static void announce(HttpServerRequest request) {
        if (!isOfHttp2(request)) {
            request.response().putHeader("Connection", "close");
        }
    }

    /** Takes nothing more of a request that was answered. */
    static void on(HttpServerRequest request) {
        if (isOfHttp2(request)) {
            onUnread(request);
        } else {
            request.connection().close();
        }
    }

    /** Ends the stream of an answered request that has not come whole; RFC 9113, 8.1. */
    static void onUnread(HttpServerRequest request) {
        if (isOfHttp2(request) && !request.isEnded()) {
            request.response().reset(Http2Error.NO_ERROR.code());
        }
    }

    /** Waits no longer for a request that does not come whole. */
    static void giveUp(HttpServerRequest request) {
        if (isOfHttp2(request)) {
            request.response().reset(Http2Error.CANCEL.code());
        } else {
            request.connection().close();
        }
    }

    /** The rest of an answer that has begun will not come. */
    static void breakOff(HttpServerRequest request) {
        request.response().reset(Http2Error.INTERNAL_ERROR.code());
    }

    private static boolean isOfHttp2(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2;
    }
}
