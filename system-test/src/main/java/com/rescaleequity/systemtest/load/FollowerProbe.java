package com.rescaleequity.systemtest.load;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Asks, while orders go on, for reads that wait until their follower has covered everything that
 * was in the log when they came: a read's time bounds how far its follower is behind.
 */
final class FollowerProbe implements AutoCloseable {

    private static final Map<String, String> READS =
            Map.of(
                    "history", "/orders?limit=1",
                    "ledger", "/account/balances",
                    "market", "/market/trades?symbol=ETHUSD&limit=1");
    private static final long EVERY_MILLIS = 500;

    private final URI restUrl;
    private final String apiKey;
    private final Map<String, Long> slowest = new LinkedHashMap<>();
    private final Map<String, Integer> stale = new LinkedHashMap<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("probe").unstarted(this::run);
    private final long from;
    private volatile boolean running = true;

    /**
     * A probe that has not started.
     *
     * @param from when it begins to count, {@code System.nanoTime()}
     */
    FollowerProbe(URI restUrl, String apiKey, long from) {
        this.restUrl = restUrl;
        this.apiKey = apiKey;
        this.from = from;
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (running) {
            READS.forEach(this::probe);
            try {
                Thread.sleep(EVERY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void probe(String follower, String call) {
        long asked = System.nanoTime();
        boolean fresh = read(call);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked);
        if (asked - from >= 0 && running) {
            slowest.merge(follower, millis, Math::max);
            stale.merge(follower, fresh ? 0 : 1, Integer::sum);
        }
    }

    private boolean read(String call) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(restUrl + call).toURL().openConnection();
            connection.setRequestProperty("Authorization", "Bearer " + apiKey);
            connection.setReadTimeout(10_000);
            if (connection.getResponseCode() != 200) {
                return false;
            }
            connection.getInputStream().readAllBytes();
            return connection.getHeaderField("X-Data-Age") == null;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(12));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Per follower the slowest read and how many were refused as stale, or told their age. */
    String report() {
        return slowest.entrySet().stream()
                .map(entry ->
                        String.format(
                                Locale.ROOT,
                                "%s %d ms (%d stale)",
                                entry.getKey(),
                                entry.getValue(),
                                stale.getOrDefault(entry.getKey(), 0)))
                .collect(Collectors.joining(", ", "slowest reads: ", ""));
    }
}
