package com.rescaleequity.platform.follower;

import java.time.Duration;

/**
 * When a follower may commit again: after a multiple of what its last commit took, so that commits
 * take a small share of the time however slow the database is; and under load not before the
 * follower's own pace, because a commit costs about the same whatever it holds. One thread uses it.
 */
final class CommitPace {

    private static final Duration SHORTEST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMillis(200);
    private static final int FACTOR = 5;

    /** A commit of so many events is one under load: fewer are committed as soon as they may be. */
    private static final int MANY = 100;

    private final long underLoad;
    private long begun = System.nanoTime();
    private long interval;

    /** A pace of commits that are this far apart under load, at least. */
    CommitPace(Duration underLoad) {
        if (underLoad.compareTo(SHORTEST) < 0 || underLoad.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("No pace of a follower: " + underLoad);
        }
        this.underLoad = underLoad.toNanos();
    }

    /** A commit begins. */
    void begin() {
        begun = System.nanoTime();
    }

    /** The commit of so many events has ended. */
    void end(long events) {
        long least = events < MANY ? SHORTEST.toNanos() : underLoad;
        interval = Math.clamp(FACTOR * (System.nanoTime() - begun), least, LONGEST.toNanos());
    }

    /** Until the next commit is due; not positive when it is. */
    long nanosLeft() {
        return begun + interval - System.nanoTime();
    }
}
