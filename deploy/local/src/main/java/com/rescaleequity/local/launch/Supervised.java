package com.rescaleequity.local.launch;

import com.rescaleequity.local.infrastructure.ChildProcess;
import com.rescaleequity.local.infrastructure.Server;
import com.rescaleequity.local.infrastructure.Startup;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server of the exchange that is kept running: when it ends by itself it is started again, and
 * the terminal says so. If it is given up, {@link #end} says why.
 */
final class Supervised {

    private static final Logger LOG = LoggerFactory.getLogger(Supervised.class);

    /** Starts the server, each time on the same ports and data. */
    interface Launch {
        Server launch() throws IOException;
    }

    private final String name;
    private final Launch launch;
    private final Share share;
    private final Terminal terminal;
    private final RestartPolicy policy = new RestartPolicy();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable ChildProcess running;

    /**
     * Starts nothing yet.
     *
     * @param share of the processors
     */
    Supervised(String name, Launch launch, Share share, Terminal terminal) {
        this.name = name;
        this.launch = launch;
        this.share = share;
        this.terminal = terminal;
    }

    /** Starts the server on a thread of its own and keeps it running. */
    void start() {
        Thread.ofPlatform().daemon().name("supervise-" + name).start(this::keepRunning);
    }

    /** Completes when the server is ready for the first time. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    /** Completes with the reason when the server is given up. */
    CompletableFuture<String> end() {
        return end;
    }

    private void keepRunning() {
        try {
            Optional<Duration> pause = Optional.of(Duration.ZERO);
            while (pause.isPresent() && !stopsWithin(pause.get())) {
                pause = runOnce();
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("{} could not be started", name, e);
            end.complete("%s could not be started: %s".formatted(name, e.getMessage()));
        }
    }

    /** Runs the server until it ends; answers the pause before the next time, if there is one. */
    private Optional<Duration> runOnce() throws IOException {
        long begun = System.nanoTime();
        boolean again = ready.isDone();
        ChildProcess process;
        Startup.Outcome outcome;
        Server server = launchUnlessStopping();
        if (server == null) {
            return Optional.empty();
        }
        process = server.process();
        process.setNice(share.nice(again));
        outcome = Startup.await(server, waited -> sayStillWaiting(process, waited));
        String failure =
                outcome == Startup.Outcome.READY ? null : Startup.failure(process, outcome);
        switch (outcome) {
            case READY -> {
                sayReady(process, begun, again);
                process.ended().join();
            }
            case SILENT -> process.kill();
            case ENDED -> {}
        }
        if (stopsWithin(Duration.ZERO)) {
            return Optional.empty();
        }
        boolean killed = outcome != Startup.Outcome.SILENT && process.wasKilled();
        Duration lived = Duration.ofNanos(System.nanoTime() - begun);
        Optional<Duration> pause = policy.afterEnd(outcome == Startup.Outcome.READY, killed, lived);
        String reason = failure == null ? Startup.ending(process) : failure;
        if (pause.isEmpty()) {
            end.complete(
                    "%s ended %d times in a row: %s"
                            .formatted(name, RestartPolicy.MOST_FAILURES, reason));
        } else {
            sayStartsAgain(process, pause.get());
        }
        return pause;
    }

    private synchronized @Nullable Server launchUnlessStopping() throws IOException {
        if (stopping.getCount() == 0) {
            return null;
        }
        Server server = launch.launch();
        running = server.process();
        return server;
    }

    private void sayReady(ChildProcess process, long begun, boolean again) {
        process.setNice(share.nice(false));
        terminal.done(name + (again ? " is back" : " is ready"), begun);
        ready.complete(null);
    }

    private void sayStillWaiting(ChildProcess process, Duration waited) {
        terminal.say(
                "  waiting for %s since %d s; its log: %s"
                        .formatted(name, waited.toSeconds(), process.logFile()));
    }

    private void sayStartsAgain(ChildProcess process, Duration pause) {
        terminal.say(
                "%s %s and is started again in %.1f s. Its log: %s"
                        .formatted(
                                name, process.end(), pause.toMillis() / 1000.0, process.logFile()));
    }

    private boolean stopsWithin(Duration time) {
        try {
            return stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Asks the server to end, for good, and does not wait. */
    void requestStop() {
        stopping.countDown();
        synchronized (this) {
            if (running != null) {
                running.requestStop();
            }
        }
    }

    /** Ends the server for good; kills it when patience is over. */
    void stop(Duration patience) {
        stopping.countDown();
        ChildProcess last;
        synchronized (this) {
            last = running;
        }
        if (last != null) {
            last.stop(patience);
        }
    }
}
