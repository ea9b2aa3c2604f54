package com.rescaleequity.systemtest.load.exchange;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Asks, while orders go on, for reads that wait until their follower has covered everything that
 * was in the log when they came: a read's time bounds how far its follower is behind.
 */
public final class FollowerProbe implements AutoCloseable {

    /**
     * How far a follower was behind at most.
     *
     * @param slowestMillis its slowest read
     * @param stale how many reads were refused, or told their age
     */
    public record Lag(String follower, long slowestMillis, int reads, int stale) {}

    private static final Map<String, String> READS =
            Map.of(
                    "history", "/orders?limit=1",
                    "ledger", "/account/balances",
                    "market", "/market/trades?symbol=" + Market.SYMBOL + "&limit=1");
    private static final long EVERY_MILLIS = 500;
    private static final int OK = 200;

    private final URI rest;
    private final String key;
    private final long from;
    private final Map<String, List<Long>> millis = new TreeMap<>();
    private final Map<String, Integer> stale = new TreeMap<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("probe").unstarted(this::run);
    private volatile boolean running = true;

    private FollowerProbe(URI rest, String key, long from) {
        this.rest = rest;
        this.key = key;
        this.from = from;
    }

    /**
     * Begins to ask.
     *
     * @param key of any account
     * @param from when it begins to count, {@code System.nanoTime()}
     */
    public static FollowerProbe start(URI rest, String key, long from) {
        FollowerProbe probe = new FollowerProbe(rest, key, from);
        probe.thread.start();
        return probe;
    }

    /** Waits until every follower has covered everything; whether that came in time. */
    public static boolean awaitRest(URI rest, String key, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (READS.values().stream().anyMatch(read -> !isFresh(rest, read, key))) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            Thread.sleep(EVERY_MILLIS);
        }
        return true;
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

    private void probe(String follower, String read) {
        long asked = System.nanoTime();
        boolean fresh = isFresh(rest, read, key);
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked);
        if (asked - from >= 0 && running) {
            millis.computeIfAbsent(follower, name -> new ArrayList<>()).add(took);
            stale.merge(follower, fresh ? 0 : 1, Integer::sum);
        }
    }

    private static boolean isFresh(URI rest, String read, String key) {
        try {
            Http.Reply reply = Http.get(rest, read, key);
            return reply.status() == OK && !reply.stale();
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

    /** What it saw, once it is closed. */
    public List<Lag> lags() {
        return millis.entrySet().stream()
                .map(entry ->
                        new Lag(
                                entry.getKey(),
                                entry.getValue().stream()
                                        .mapToLong(Long::longValue)
                                        .max()
                                        .orElse(0),
                                entry.getValue().size(),
                                stale.getOrDefault(entry.getKey(), 0)))
                .toList();
    }
}
