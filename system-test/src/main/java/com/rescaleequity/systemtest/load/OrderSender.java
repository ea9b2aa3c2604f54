package com.rescaleequity.systemtest.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls the public API over kept connections. */
final class OrderSender {

    private final Vertx vertx;
    private final HttpClient client;
    private final String path;

    OrderSender(Vertx vertx, URI restUrl, int connections) {
        this.vertx = vertx;
        path = restUrl.getPath();
        client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setDefaultHost(restUrl.getHost())
                                .setDefaultPort(restUrl.getPort())
                                .setMaxPoolSize(connections)
                                .setMaxWaitQueueSize(-1)
                                .setKeepAliveTimeout(30));
    }

    Vertx vertx() {
        return vertx;
    }

    /** Sends an order and gives the HTTP status, 0 when there was none. */
    Future<Integer> send(OrderFlow.Item item) {
        return client.request(request(HttpMethod.POST, "/orders/create", item.apiKey()))
                .compose(request -> request.send(item.body()))
                .compose(response -> response.body().map(body -> response.statusCode()))
                .otherwise(0);
    }

    /** Makes an account with plenty of everything; the exchange must run without rate limits. */
    String openAccount() throws IOException, InterruptedException {
        String key =
                await(
                                client.request(request(HttpMethod.POST, "/sandbox/accounts", ""))
                                        .compose(r -> r.send(Buffer.buffer("{}")))
                                        .compose(r -> r.body().map(Buffer::toJsonObject)))
                        .getJsonObject("data", new JsonObject())
                        .getString("apiKey");
        if (key == null) {
            throw new IOException("No account: run the exchange with --rate-limits off");
        }
        return key;
    }

    private RequestOptions request(HttpMethod method, String call, String key) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(method)
                        .setURI(path + call)
                        .putHeader("Content-Type", "application/json");
        return key.isEmpty() ? options : options.putHeader("Authorization", "Bearer " + key);
    }

    private static <T> T await(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(e);
        }
    }
}
