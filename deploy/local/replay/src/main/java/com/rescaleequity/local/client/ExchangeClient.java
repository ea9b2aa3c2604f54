package com.rescaleequity.local.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls the REST API and waits for the answer. An {@link IOException} means that no answer came, so
 * whether a write was carried out is unknown. Safe for several threads.
 */
public final class ExchangeClient {

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build();

    /** On market data that may not show all that was done before. */
    private static final String AGE = "X-Data-Age";

    private static final long TIMEOUT_MILLIS = 15_000;

    private final HttpClient client;
    private final URI restUrl;

    /** A self-signed certificate is accepted, for the exchange is on this machine. */
    public ExchangeClient(Vertx vertx, URI restUrl) {
        this.restUrl = restUrl;
        boolean tls = restUrl.getScheme().equals("https");
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setDefaultHost(restUrl.getHost())
                                .setDefaultPort(restUrl.getPort())
                                .setSsl(tls)
                                .setTrustAll(tls)
                                .setVerifyHost(false)
                                .setKeepAliveTimeout(20)
                                .setConnectTimeout(2000)
                                .setMaxPoolSize(32));
    }

    /** An empty JSON object to fill. */
    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Asks; the path starts after {@code /api/v1}. */
    public Answer get(String apiKey, String path) throws IOException, InterruptedException {
        return call(HttpMethod.GET, apiKey, path, null);
    }

    /** Orders something; the path starts after {@code /api/v1}. */
    public Answer post(String apiKey, String path, ObjectNode body)
            throws IOException, InterruptedException {
        try {
            return call(HttpMethod.POST, apiKey, path, Buffer.buffer(JSON.writeValueAsBytes(body)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Answer call(HttpMethod method, String apiKey, String path, @Nullable Buffer body)
            throws IOException, InterruptedException {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(method)
                        .setURI(restUrl.getPath() + path)
                        .putHeader("Authorization", "Bearer " + apiKey);
        if (body != null) {
            options.putHeader("Content-Type", "application/json");
        }
        // All of it on the event loop: a body that nobody waits for yet would be lost.
        Future<Answer> answer =
                client.request(options)
                        .compose(request ->
                                (body == null ? request.send() : request.send(body))
                                        .compose(ExchangeClient::answer));
        try {
            return answer.toCompletionStage()
                    .toCompletableFuture()
                    .get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("No answer to " + method + " " + path, e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("No answer in time to " + method + " " + path, e);
        }
    }

    private static Future<Answer> answer(HttpClientResponse response) {
        boolean whole = response.getHeader(AGE) == null;
        return response.body()
                .map(buffer -> new Answer(response.statusCode(), parsed(buffer), whole));
    }

    private static JsonNode parsed(Buffer buffer) {
        try {
            return JSON.readTree(buffer.getBytes());
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
