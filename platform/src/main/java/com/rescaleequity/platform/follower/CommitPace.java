package com.rescaleequity.platform.follower;

import java.time.Duration;

/**
 * When a follower may commit again: after a multiple of what its last commit took, so that commits
 * take a small share of the time however slow the database is. One thread uses it.
 */
final class CommitPace {

    private static final long SHORTEST = Duration.ofMillis(5).toNanos();
    private static final long LONGEST = Duration.ofMillis(200).toNanos();
    private static final int FACTOR = 5;

    private long begun = System.nanoTime();
    private long interval;

    /** A commit begins. */
    void begin() {
        begun = System.nanoTime();
    }

    /** The commit has ended. */
    void end() {
        interval = Math.clamp(FACTOR * (System.nanoTime() - begun), SHORTEST, LONGEST);
    }

    /** Until the next commit is due; not positive when it is. */
    long nanosLeft() {
        return begun + interval - System.nanoTime();
    }
}
