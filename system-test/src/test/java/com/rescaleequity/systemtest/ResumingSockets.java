package com.rescaleequity.systemtest;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Sockets of one account that resume and resync ten times a second, and read what comes. */
final class ResumingSockets implements AutoCloseable {

    private static final long PAUSE_MILLIS = 100;

    private final URI url;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running = true;

    private ResumingSockets(URI url) {
        this.url = url;
    }

    static ResumingSockets start(URI streamUrl, String key, int count) {
        ResumingSockets sockets = new ResumingSockets(URI.create(streamUrl + "?token=" + key));
        for (int i = 0; i < count; i++) {
            sockets.threads.add(Thread.ofVirtual().start(sockets::run));
        }
        return sockets;
    }

    private void run() {
        while (running) {
            try {
                WebSocket socket = http.newWebSocketBuilder().buildAsync(url, new Frames()).join();
                for (int id = 1; running && !socket.isOutputClosed(); id++) {
                    String request =
                            id % 2 == 0
                                    ? "{\"method\":\"RESYNC\",\"params\":[\"user@orders\"],\"id\":%d}"
                                    : "{\"method\":\"SUBSCRIBE\",\"params\":[\"user@orders\"],\"resume\":{\"user@orders\":1},\"id\":%d}";
                    socket.sendText(request.formatted(id), true).join();
                    Thread.sleep(PAUSE_MILLIS);
                }
                socket.abort();
            } catch (CompletionException e) {
                // Closed for its greed, or not let in again so soon: it comes back.
                refused.incrementAndGet();
                sleep();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says what came of it; there must have been something. */
    void check() {
        System.getLogger("WorstCaseIT")
                .log(
                        System.Logger.Level.INFO,
                        "Greedy sockets: {0} frames, refused or closed {1} times",
                        frames.get(),
                        refused.get());
        if (frames.get() == 0) {
            throw new AssertionError("The greedy sockets got nothing, so they tested nothing");
        }
    }

    @Override
    public void close() {
        running = false;
    }

    private final class Frames implements WebSocket.Listener {

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket webSocket, CharSequence data, boolean last) {
            frames.incrementAndGet();
            webSocket.request(1);
            return null;
        }
    }
}
