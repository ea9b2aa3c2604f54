package com.rescaleequity.local.ingress;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PfxOptions;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP and WebSocket reverse proxy on 127.0.0.1 for the routes of the Ingress manifest. One
 * event loop does all of it.
 */
public final class Ingress {

    private static final int CONNECTIONS_PER_SERVICE = 256;
    private static final int WEB_SOCKETS_PER_SERVICE = 20_000;
    private static final int WAITING_REQUESTS = 4096;
    private static final int MAX_HEAD = 64 * 1024;

    private final IngressRoutes routes;
    private final Map<String, Replicas> replicas;
    private final RequestForwarder requests;
    private final UpgradeForwarder upgrades;
    private @Nullable HttpServer server;

    private Ingress(Vertx vertx, IngressRoutes routes, Map<String, Replicas> replicas) {
        this.routes = routes;
        this.replicas = Map.copyOf(replicas);
        this.requests = new RequestForwarder(client(vertx, CONNECTIONS_PER_SERVICE));
        this.upgrades = new UpgradeForwarder(client(vertx, WEB_SOCKETS_PER_SERVICE));
    }

    private static HttpClient client(Vertx vertx, int connections) {
        HttpClientOptions options =
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                        .setKeepAlive(true)
                        // Shorter than the services' idle timeout, so a reused connection lives.
                        .setKeepAliveTimeout(30)
                        .setConnectTimeout(2000)
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
                        .setHttp2ClearTextEnabled(false)
                        .setUseAlpn(false)
                        // What is too long gets its answer from a service, in the envelope.
                        .setMaxInitialLineLength(MAX_HEAD)
                        .setMaxHeaderSize(MAX_HEAD)
                        .setIdleTimeout(120)
                        .setAcceptBacklog(1024);
        if (keyStore != null) {
            options.setSsl(true).setKeyCertOptions(keyStore);
        }
        Ingress ingress = new Ingress(vertx, routes, replicas);
        HttpServer server = vertx.createHttpServer(options).requestHandler(ingress::handle);
        try {
            ingress.server =
                    server.listen()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting the ingress", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The ingress cannot listen on port " + port, e);
        }
        return ingress;
    }

    private void handle(HttpServerRequest request) {
        String path = request.path();
        String service = path == null ? null : routes.serviceFor(path);
        Replicas behind = service == null ? null : replicas.get(service);
        if (behind == null) {
            ErrorAnswers.notFound(request);
        } else if (UpgradeForwarder.wanted(request)) {
            upgrades.forward(request, behind);
        } else {
            requests.forward(request, behind);
        }
    }

    /** The port that it listens on. */
    public int port() {
        HttpServer running = server;
        return running == null ? 0 : running.actualPort();
    }

    /** Stops accepting; open connections are closed. */
    public void stop() {
        HttpServer running = server;
        if (running != null) {
            running.close();
        }
    }
}
