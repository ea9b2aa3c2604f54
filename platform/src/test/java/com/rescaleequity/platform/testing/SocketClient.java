package com.rescaleequity.platform.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket client that keeps every message until the test asks for it. */
public final class SocketClient implements WebSocket.Listener, AutoCloseable {

    /** How a connection ended. */
    public record End(int code, String reason) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long PATIENCE_SECONDS = 120;

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private WebSocket socket;

    private final boolean answersGoodbye;

    private SocketClient(boolean answersGoodbye) {
        this.answersGoodbye = answersGoodbye;
    }

    public static SocketClient connect(URI socket, String query, String... headers) {
        return new SocketClient(true).open(socket, query, headers);
    }

    /** Connects as a client that stays when it is told goodbye. */
    public static SocketClient connectStubborn(URI socket, String query) {
        return new SocketClient(false).open(socket, query);
    }

    private SocketClient open(URI uri, String query, String... headers) {
        WebSocket.Builder builder =
                HTTP.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(PATIENCE_SECONDS));
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(URI.create(uri + query), this).join();
        return this;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            messages.add(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end.complete(new End(code, reason));
        return answersGoodbye ? null : new CompletableFuture<>();
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        end.completeExceptionally(error);
    }

    public void send(String text) {
        socket.sendText(text, true).join();
    }

    public void sendBinary() {
        socket.sendBinary(ByteBuffer.wrap(new byte[] {1}), true).join();
    }

    /** The next message's text. */
    public String nextText() throws InterruptedException {
        String text = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (text == null) {
            throw new AssertionError("No message came; the connection's end: " + end.getNow(null));
        }
        return text;
    }

    public JsonNode next() throws InterruptedException {
        try {
            return JSON.readTree(nextText());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends a request and gives its answer, which must be the next message. */
    public JsonNode ask(String request) throws InterruptedException {
        send(request);
        return next();
    }

    /** The next message of a stream, passing over others. */
    public JsonNode nextOf(String stream) throws InterruptedException {
        JsonNode message = next();
        while (!stream.equals(message.path("stream").asText())) {
            message = next();
        }
        return message;
    }

    /** Whether nothing comes for a while. */
    public boolean isQuiet(Duration wait) throws InterruptedException {
        return messages.poll(wait.toMillis(), TimeUnit.MILLISECONDS) == null;
    }

    public int waiting() {
        return messages.size();
    }

    public End end() {
        return end.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Says goodbye. */
    public void leave() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
