package com.rescaleequity.local.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads a market's whole book once, from the depth stream, which shows more than REST does. */
public final class DepthStream {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final int LARGEST_MESSAGE = 8 << 20;
    private static final long PATIENCE_SECONDS = 15;

    private final WebSocketClient client;
    private final URI streamUrl;

    /** A self-signed certificate is accepted, for the exchange is on this machine. */
    public DepthStream(Vertx vertx, URI streamUrl) {
        this.streamUrl = streamUrl;
        boolean tls = streamUrl.getScheme().equals("wss");
        this.client =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions()
                                .setDefaultHost(streamUrl.getHost())
                                .setDefaultPort(streamUrl.getPort())
                                .setSsl(tls)
                                .setTrustAll(tls)
                                .setVerifyHost(false)
                                .setMaxFrameSize(LARGEST_MESSAGE)
                                .setMaxMessageSize(LARGEST_MESSAGE));
    }

    /** The first snapshot frame of a fresh subscription. */
    public JsonNode snapshot(String apiKey, String symbol)
            throws IOException, InterruptedException {
        CompletableFuture<JsonNode> snapshot = new CompletableFuture<>();
        WebSocketConnectOptions options =
                new WebSocketConnectOptions()
                        .setURI(streamUrl.getPath() + "?autoSubscribe=false")
                        .putHeader("Authorization", "Bearer " + apiKey);
        client.connect(options)
                .onSuccess(socket -> subscribe(socket, symbol, snapshot))
                .onFailure(snapshot::completeExceptionally);
        try {
            return snapshot.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("The depth stream cannot be read", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("The depth stream sent no snapshot", e);
        }
    }

    private static void subscribe(
            WebSocket socket, String symbol, CompletableFuture<JsonNode> snapshot) {
        socket.closeHandler(
                closed -> snapshot.completeExceptionally(new IOException("The stream was closed")));
        socket.textMessageHandler(text -> {
            try {
                JsonNode frame = JSON.readTree(text);
                if (frame.path("type").asText().equals("snapshot")) {
                    snapshot.complete(frame);
                    socket.close();
                } else if (frame.path("status").asText().equals("error")) {
                    snapshot.completeExceptionally(new IOException(text));
                    socket.close();
                }
            } catch (IOException e) {
                snapshot.completeExceptionally(e);
            }
        });
        socket.writeTextMessage(
                "{\"method\":\"SUBSCRIBE\",\"params\":[\"%s@depth\"],\"id\":1}".formatted(symbol));
    }
}
