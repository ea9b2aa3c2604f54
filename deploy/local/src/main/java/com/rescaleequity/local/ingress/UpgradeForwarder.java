package com.rescaleequity.local.ingress;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Passes a WebSocket handshake to a service and, if that agrees, joins the two connections. Each
 * side is read only as fast as the other takes it, so the service sees its slow readers; a refusal
 * passes with its body.
 */
final class UpgradeForwarder {

    private static final long PATIENCE_SECONDS = 5;

    private final Vertx vertx;
    private final HttpClient client;

    UpgradeForwarder(Vertx vertx, HttpClient client) {
        this.vertx = vertx;
        this.client = client;
    }

    static boolean wanted(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET)
                && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    void forward(HttpServerRequest request, Replicas replicas) {
        Future<HttpClientResponse> asked = go(request, replicas, new HashSet<>());
        asked.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .onSuccess(answer -> join(request, answer))
                .onFailure(e -> {
                    IngressRefusals.unavailable(request);
                    asked.onSuccess(late -> late.request().connection().close());
                });
    }

    /** A handshake that failed has opened nothing, so the next replica may be asked. */
    private Future<HttpClientResponse> go(
            HttpServerRequest request, Replicas replicas, Set<Replica> tried) {
        Replica next = replicas.next(tried);
        if (next == null) {
            return Future.failedFuture("No replica is left");
        }
        tried.add(next);
        return client.request(
                        new RequestOptions()
                                .setHost(next.upstream().host())
                                .setPort(next.upstream().port())
                                .setMethod(HttpMethod.GET)
                                .setURI(request.uri()))
                .compose(out -> {
                    out.headers().setAll(Headers.forServiceToUpgrade(request));
                    return out.connect();
                })
                .recover(e -> go(request, replicas, tried));
    }

    private void join(HttpServerRequest request, HttpClientResponse answer) {
        HttpServerResponse response = request.response();
        if (answer.statusCode() != 101) {
            // A connection that was to be a WebSocket's is taken for nothing else afterwards.
            refuse(response, answer).onComplete(done -> answer.request().connection().close());
            return;
        }
        NetSocket service = answer.netSocket();
        // Nothing may be read before the other side is there to take it.
        service.pause();
        response.setStatusCode(101);
        response.headers().addAll(answer.headers());
        request.toNetSocket()
                .onFailure(e -> service.close())
                .onSuccess(peer ->
                        Pump.join(
                                vertx,
                                new Pump.Side(peer, request.connection()),
                                new Pump.Side(service, answer.request().connection())));
    }

    private static Future<Buffer> refuse(HttpServerResponse response, HttpClientResponse answer) {
        response.setStatusCode(answer.statusCode());
        Headers.toClient(answer.headers(), response.headers());
        return answer.body()
                .onSuccess(body -> {
                    if (!response.closed()) {
                        response.end(body);
                    }
                })
                .onFailure(e -> response.reset());
    }
}
