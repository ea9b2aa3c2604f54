package com.rescaleequity.local.ingress;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;

/** Takes requests in and sends each on its way. */
final class RequestForwarder {

    private final HttpClient client;
    private final OnTheWay onTheWay;

    RequestForwarder(HttpClient client, OnTheWay onTheWay) {
        this.client = client;
        this.onTheWay = onTheWay;
    }

    void forward(HttpServerRequest request, Replicas replicas) {
        long length = contentLength(request);
        if (length >= 0 && length <= AnswerForwarder.IN_ONE_PIECE) {
            Future<Buffer> body =
                    length == 0 ? Future.succeededFuture(Buffer.buffer()) : request.body();
            body.onSuccess(buffer ->
                    start(
                            request,
                            new Passage.Parcel(
                                    true,
                                    buffer,
                                    out -> length == 0 ? out.send() : out.send(buffer)),
                            replicas));
        } else {
            request.pause();
            start(
                    request,
                    new Passage.Parcel(
                            false, Buffer.buffer(), out -> sendStreaming(request, length, out)),
                    replicas);
        }
    }

    private void start(HttpServerRequest request, Passage.Parcel parcel, Replicas replicas) {
        new Passage(client, request, parcel, replicas, onTheWay).start();
    }

    private static long contentLength(HttpServerRequest request) {
        if (request.headers().contains("Transfer-Encoding")) {
            return -1;
        }
        String header = request.getHeader("Content-Length");
        return header == null ? 0 : Long.parseLong(header);
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
}
