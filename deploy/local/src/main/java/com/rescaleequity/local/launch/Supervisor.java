package com.rescaleequity.local.launch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps all processes of the exchange running, and stops them in the reverse order of their need:
 * services, Kafka, PostgreSQL.
 */
final class Supervisor {

    private final Terminal terminal;
    private final Duration patience;
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final List<Supervised> services = new ArrayList<>();
    private final List<Supervised> backends = new ArrayList<>();

    /**
     * Starts nothing yet.
     *
     * @param patience how long a server may take to end before it is killed
     */
    Supervisor(Terminal terminal, Duration patience) {
        this.terminal = terminal;
        this.patience = patience;
    }

    /** Starts Kafka or PostgreSQL, which everything needs. */
    Supervised backend(String name, Supervised.Launch launch, Share share) {
        return add(backends, new Supervised(name, launch, share, terminal));
    }

    /** Starts a service. */
    Supervised service(String name, Supervised.Launch launch, Share share) {
        return add(services, new Supervised(name, launch, share, terminal));
    }

    private synchronized Supervised add(List<Supervised> kind, Supervised one) {
        kind.add(one);
        one.end().thenAccept(failure::complete);
        one.start();
        return one;
    }

    /** Returns when the server has been ready; fails if any server is given up meanwhile. */
    void awaitReady(Supervised one) throws IOException {
        CompletableFuture.anyOf(one.ready(), failure).join();
        if (failure.isDone()) {
            throw new IOException(failure.join());
        }
    }

    /** Why the exchange cannot go on, once one of its servers is given up. */
    CompletableFuture<String> failure() {
        return failure;
    }

    /** Stops everything that was started; returns when nothing is left. */
    void stop() {
        List<Supervised> first;
        List<Supervised> then;
        synchronized (this) {
            first = List.copyOf(services);
            then = List.copyOf(backends).reversed();
        }
        first.forEach(Supervised::requestStop);
        long end = System.nanoTime() + patience.toNanos();
        for (Supervised service : first) {
            service.stop(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
        then.forEach(backend -> backend.stop(patience));
    }
}
