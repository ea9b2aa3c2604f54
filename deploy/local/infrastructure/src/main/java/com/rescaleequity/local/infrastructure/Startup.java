package com.rescaleequity.local.infrastructure;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Waits for a server that starts. A slow machine may take as long as it needs: the wait goes on
 * while the process lives and its log grows, and only a long silence ends it.
 */
public final class Startup {

    /** How a start went. */
    public enum Outcome {
        /** Clients can use the server. */
        READY,
        /** The process ended before it was ready. */
        ENDED,
        /** The process lives, but has logged nothing for a long time. */
        SILENT
    }

    private static final long LOOK_MILLIS = 100;
    private static final Duration SILENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(30);

    private Startup() {}

    /**
     * Returns when it is certain how the start went.
     *
     * @param stillWaiting is told each half minute for how long it has lasted
     */
    public static Outcome await(Server server, Consumer<Duration> stillWaiting) {
        long begun = System.nanoTime();
        long progressAt = begun;
        long reportAt = begun + BETWEEN_REPORTS.toNanos();
        long logged = -1;
        while (true) {
            // Asked first: one that was ready and then ended has not failed to start.
            if (server.isReady()) {
                return Outcome.READY;
            }
            if (!server.process().alive()) {
                return Outcome.ENDED;
            }
            long now = System.nanoTime();
            long length = server.process().logLength();
            if (length != logged) {
                logged = length;
                progressAt = now;
            } else if (now - progressAt > SILENCE.toNanos()) {
                return Outcome.SILENT;
            }
            if (now > reportAt) {
                stillWaiting.accept(Duration.ofNanos(now - begun));
                reportAt = now + BETWEEN_REPORTS.toNanos();
            }
            Pause.millis(LOOK_MILLIS);
        }
    }

    /** For those who cannot go on without the server; a failure tells the end of its log. */
    static void awaitReady(Server server) {
        Outcome outcome = await(server, waited -> {});
        if (outcome != Outcome.READY) {
            String failure = failure(server.process(), outcome);
            server.process().stop(Duration.ofSeconds(1));
            throw new IllegalStateException(failure);
        }
    }

    /** What a person is told of a server that has ended. */
    public static String ending(ChildProcess process) {
        return told(process, process.end());
    }

    /** What a person is told of a start that failed. */
    public static String failure(ChildProcess process, Outcome outcome) {
        String what =
                switch (outcome) {
                    case READY -> "is ready";
                    case ENDED -> process.end() + " before it was ready";
                    case SILENT ->
                            "is not ready and has logged nothing for %d minutes"
                                    .formatted(SILENCE.toMinutes());
                };
        return told(process, what);
    }

    private static String told(ChildProcess process, String what) {
        return "%s %s; its log is %s and ends with:%n%s"
                .formatted(process.name(), what, process.logFile(), process.lastLogLines(12));
    }
}
