package com.rescaleequity.local.ingress;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import java.util.Set;

/**
 * Passes one request to a service and its answer back. It never sends a request twice, and says 503
 * only if no replica of the service has seen the request.
 */
final class RequestForwarder {

    /** Bodies up to here travel in one piece: fewer writes, and the usual order is far smaller. */
    private static final int IN_ONE_PIECE = 64 * 1024;

    private static final Set<HttpMethod> READS =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final HttpClient client;

    RequestForwarder(HttpClient client) {
        this.client = client;
    }

    void forward(HttpServerRequest request, Replicas replicas) {
        long length = contentLength(request);
        if (length >= 0 && length <= IN_ONE_PIECE) {
            Future<Buffer> body = length == 0 ? Future.succeededFuture() : request.body();
            body.onSuccess(buffer ->
                    open(request, replicas, replicas.count())
                            .onFailure(e -> ErrorAnswers.unavailable(request))
                            .onSuccess(out ->
                                    relay(
                                            request,
                                            buffer == null ? out.send() : out.send(buffer))));
        } else {
            request.pause();
            open(request, replicas, replicas.count())
                    .onFailure(e -> ErrorAnswers.unavailable(request))
                    .onSuccess(out -> relay(request, sendStreaming(request, length, out)));
        }
    }

    private static long contentLength(HttpServerRequest request) {
        if (request.headers().contains("Transfer-Encoding")) {
            return -1;
        }
        String header = request.getHeader("Content-Length");
        return header == null ? 0 : Long.parseLong(header);
    }

    /** Connects to the replica whose turn it is, or to the next if it is not there. */
    private Future<HttpClientRequest> open(
            HttpServerRequest request, Replicas replicas, int attempts) {
        Upstream upstream = replicas.next();
        return client.request(
                        new RequestOptions()
                                .setHost(upstream.host())
                                .setPort(upstream.port())
                                .setMethod(request.method())
                                .setURI(request.uri()))
                .onSuccess(out -> Headers.toService(request, out.headers()))
                .recover(e ->
                        attempts > 1
                                ? open(request, replicas, attempts - 1)
                                : Future.failedFuture(e));
    }

    private static Future<HttpClientResponse> sendStreaming(
            HttpServerRequest request, long length, HttpClientRequest out) {
        if (length >= 0) {
            out.putHeader("Content-Length", String.valueOf(length));
        } else {
            out.setChunked(true);
        }
        request.pipe().endOnFailure(false).to(out).onFailure(e -> out.reset());
        return out.response();
    }

    private static void relay(HttpServerRequest request, Future<HttpClientResponse> answer) {
        answer.onSuccess(response -> answer(request, response))
                .onFailure(e -> {
                    if (isRead(request.method())) {
                        ErrorAnswers.unavailable(request);
                    } else {
                        ErrorAnswers.unknown(request);
                    }
                });
    }

    private static boolean isRead(HttpMethod method) {
        return READS.contains(method);
    }

    private static void answer(HttpServerRequest request, HttpClientResponse from) {
        HttpServerResponse to = request.response();
        if (to.closed()) {
            from.request().reset();
            return;
        }
        to.setStatusCode(from.statusCode());
        Headers.toClient(from.headers(), to.headers());
        if (!request.isEnded()) {
            // The service has answered before it read the whole body; so the rest is not wanted.
            to.putHeader("Connection", "close");
        }
        String length = from.getHeader("Content-Length");
        if (request.method().equals(HttpMethod.HEAD)) {
            if (length != null) {
                to.putHeader("Content-Length", length);
            }
            to.end();
        } else if (length != null && Long.parseLong(length) <= IN_ONE_PIECE) {
            from.body().onSuccess(body -> end(to, body)).onFailure(e -> to.reset());
        } else {
            if (length == null) {
                to.setChunked(true);
            } else {
                to.putHeader("Content-Length", length);
            }
            from.pipe()
                    .endOnFailure(false)
                    .to(to)
                    .onFailure(e -> {
                        from.request().reset();
                        to.reset();
                    });
        }
    }

    private static void end(HttpServerResponse to, Buffer body) {
        if (!to.closed()) {
            to.end(body);
        }
    }
}
