package com.rescaleequity.local.ingress;

import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PfxOptions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP and WebSocket reverse proxy on 127.0.0.1 for the routes of the Ingress manifest:
 * HTTP/1.1, and HTTP/2 over TLS. One event loop does all of it.
 */
public final class Ingress {

    private static final int CONNECTIONS_PER_SERVICE = 256;
    private static final int WEB_SOCKETS_PER_SERVICE = 20_000;
    private static final int WAITING_REQUESTS = 4096;
    private static final int MAX_HEAD = 64 * 1024;
    private static final int HTTP_2_STREAMS = 100;

    private final IngressRoutes routes;
    private final Map<String, Replicas> replicas;
    private final RequestForwarder requests;
    private final UpgradeForwarder upgrades;
    private final OnTheWay onTheWay = new OnTheWay();
    private final HealthCheck health;
    private final HttpServer server;

    private Ingress(
            Vertx vertx,
            IngressRoutes routes,
            Map<String, Replicas> replicas,
            HttpServerOptions options) {
        this.routes = routes;
        this.replicas = Map.copyOf(replicas);
        this.server =
                vertx.createHttpServer(options)
                        .connectionHandler(connection -> StrictDecoder.guard(connection, options))
                        .invalidRequestHandler(IngressRefusals::malformed);
        this.health = new HealthCheck(client(vertx, 1), this.replicas.values(), onTheWay::leave);
        this.requests = new RequestForwarder(client(vertx, CONNECTIONS_PER_SERVICE), onTheWay);
        this.upgrades = new UpgradeForwarder(vertx, client(vertx, WEB_SOCKETS_PER_SERVICE));
    }

    private static HttpClient client(Vertx vertx, int connections) {
        HttpClientOptions options =
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                        .setKeepAlive(true)
                        // Shorter than the services' idle timeout, so a reused connection lives.
                        .setKeepAliveTimeout(30)
                        .setConnectTimeout(1000)
                        .setDecompressionSupported(false)
                        .setMaxWaitQueueSize(WAITING_REQUESTS);
        return vertx.createHttpClient(
                options, new PoolOptions().setHttp1MaxSize(connections).setEventLoopSize(0));
    }

    /**
     * Starts listening; fails if a route names a service without replicas.
     *
     * @param keyStore for TLS, or null for plain HTTP
     */
    public static Ingress start(
            Vertx vertx,
            int port,
            IngressRoutes routes,
            Map<String, Replicas> replicas,
            @Nullable PfxOptions keyStore) {
        for (String service : routes.services()) {
            if (!replicas.containsKey(service)) {
                throw new IllegalArgumentException(
                        "The Ingress manifest routes to %s, which does not run here"
                                .formatted(service));
            }
        }
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setHandle100ContinueAutomatically(true)
                        // HTTP/2 is spoken over TLS, as clients do; see StrictDecoder.
                        .setHttp2ClearTextEnabled(false)
                        // What is too long gets its answer from a service, in the envelope.
                        .setMaxInitialLineLength(MAX_HEAD)
                        .setMaxHeaderSize(MAX_HEAD)
                        // What sides of a WebSocket agree on is their own.
                        .setPerMessageWebSocketCompressionSupported(false)
                        .setPerFrameWebSocketCompressionSupported(false)
                        .setIdleTimeout(120)
                        .setAcceptBacklog(1024);
        if (keyStore != null) {
            options.setSsl(true)
                    .setKeyCertOptions(keyStore)
                    .setUseAlpn(true)
                    .setInitialSettings(
                            new Http2Settings()
                                    .setMaxConcurrentStreams(HTTP_2_STREAMS)
                                    .setMaxHeaderListSize(MAX_HEAD));
        }
        Ingress ingress = new Ingress(vertx, routes, replicas, options);
        CompletableFuture<Void> listening = new CompletableFuture<>();
        // All of it runs on the event loop on which it begins.
        vertx.runOnContext(begin -> ingress.listen(vertx, listening));
        try {
            listening.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("The ingress cannot listen on port " + port, e);
        }
        return ingress;
    }

    private void listen(Vertx vertx, CompletableFuture<Void> listening) {
        health.start(vertx);
        onTheWay.start(vertx);
        server.requestHandler(this::handle)
                .listen()
                .onSuccess(running -> listening.complete(null))
                .onFailure(listening::completeExceptionally);
    }

    private void handle(HttpServerRequest request) {
        String path = request.path();
        String service = path == null ? null : routes.serviceFor(path);
        Replicas behind = service == null ? null : replicas.get(service);
        if (behind == null) {
            IngressRefusals.notFound(request);
        } else if (UpgradeForwarder.wanted(request)) {
            upgrades.forward(request, behind);
        } else {
            requests.forward(request, behind);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Stops accepting; open connections are closed. */
    public void stop() {
        server.close();
    }
}
