package com.rescaleequity.local.ingress;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * Ends a request whose body is not wanted any more. In HTTP/1 nothing can follow it on its
 * connection; in HTTP/2 its stream ends, and the others go on.
 */
final class HangUp {

    private HangUp() {}

    /** Says so in the head of the answer, where the protocol has words for it. */
    static void announce(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader("Connection", "close");
        }
    }

    /** Takes nothing more of it. */
    static void on(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }
}
