package com.rescaleequity.systemtest;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Holds one WebSocket and hands out what came, in order. */
final class StreamClient implements AutoCloseable {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private final LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    StreamClient(URI url) {
        socket =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .buildAsync(url, new Frames())
                        .join();
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    /** The answer to a request, passing over what else comes. */
    JsonNode call(String method, String params) throws InterruptedException {
        send("{\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, params));
        return next(frame -> frame.has("id"));
    }

    /** Says goodbye. */
    void leave() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    /** The next frame of all. */
    JsonNode next() throws InterruptedException {
        JsonNode frame = frames.poll(3, TimeUnit.MINUTES);
        if (frame == null) {
            throw new AssertionError("No frame came");
        }
        return frame;
    }

    /** The next frame that is wanted; others are passed over. */
    JsonNode next(Predicate<JsonNode> wanted) throws InterruptedException {
        for (JsonNode frame = next(); ; frame = next()) {
            if (wanted.test(frame)) {
                return frame;
            }
        }
    }

    JsonNode nextOf(String stream) throws InterruptedException {
        return next(frame -> frame.path("stream").asText().equals(stream));
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Frames implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    frames.add(JSON.readTree(text.toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }
}
