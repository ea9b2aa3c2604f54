package com.rescaleequity.local.ingress;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Passes a service's answer back to the client. */
final class AnswerForwarder {

    /** Bodies up to here travel in one piece: fewer writes, and the usual order is far smaller. */
    static final int IN_ONE_PIECE = 64 * 1024;

    private AnswerForwarder() {}

    /**
     * Completes when the client has the answer. It fails before anything was written if the answer
     * was lost, and after the head was written if the rest was.
     */
    static Future<Void> passBack(HttpServerRequest request, HttpClientResponse from) {
        HttpServerResponse to = request.response();
        String length = from.getHeader("Content-Length");
        if (to.closed()) {
            return Future.succeededFuture();
        }
        if (request.method().equals(HttpMethod.HEAD)) {
            head(request, from);
            if (length != null) {
                to.putHeader("Content-Length", length);
            }
            to.end();
            return Future.succeededFuture();
        }
        if (length != null && Long.parseLong(length) <= IN_ONE_PIECE) {
            return from.body().map(body -> whole(request, from, body));
        }
        head(request, from);
        if (length == null) {
            to.setChunked(true);
        } else {
            to.putHeader("Content-Length", length);
        }
        return from.pipe().endOnFailure(false).to(to).onFailure(e -> HangUp.breakOff(request));
    }

    private static Void whole(HttpServerRequest request, HttpClientResponse from, Buffer body) {
        HttpServerResponse to = request.response();
        if (!to.closed() && !to.headWritten()) {
            head(request, from);
            to.end(body).onComplete(sent -> HangUp.onUnread(request));
        }
        return null;
    }

    private static void head(HttpServerRequest request, HttpClientResponse from) {
        HttpServerResponse to = request.response();
        to.setStatusCode(from.statusCode());
        Headers.toClient(from.headers(), to.headers());
        if (!request.isEnded()) {
            // The service has answered before it read the whole body; so the rest is not wanted.
            HangUp.announce(request);
        }
    }
}
