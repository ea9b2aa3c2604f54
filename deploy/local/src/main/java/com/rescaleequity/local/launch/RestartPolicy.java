package com.rescaleequity.local.launch;

import java.time.Duration;
import java.util.Optional;

/**
 * Says after each end of a server when it is started again. One that keeps ending by itself at once
 * is given up; one that was killed from outside never is, for that tells nothing about it. Before
 * it has been ready for the first time, every end counts.
 */
final class RestartPolicy {

    static final int MOST_FAILURES = 5;
    private static final Duration AT_ONCE = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private boolean everReady;
    private int failures;

    /**
     * The pause before the next start, or nothing if the server is given up.
     *
     * @param wasReady whether it had become ready
     * @param killed whether somebody else killed it
     * @param lived how long it ran
     */
    Optional<Duration> afterEnd(boolean wasReady, boolean killed, Duration lived) {
        everReady |= wasReady;
        boolean failed = !everReady || (!killed && lived.compareTo(AT_ONCE) < 0);
        failures = failed ? failures + 1 : 0;
        return failures == MOST_FAILURES
                ? Optional.empty()
                : Optional.of(FIRST_PAUSE.multipliedBy(1L << failures));
    }
}
