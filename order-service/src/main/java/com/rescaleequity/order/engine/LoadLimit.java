package com.rescaleequity.order.engine;

import java.time.Duration;

/**
 * How many calls may be under way, learned from how long those waited that came back. When even the
 * quickest of a moment waited longer than the target, a queue stands that costs time and gains
 * nothing: then only as many are let in as come back within the target. Of a queue that forms and
 * goes, as after a pause, nothing is concluded. The core's thread notes, any thread may ask.
 */
final class LoadLimit {

    /** So many are always let in: fewer keep the log from gathering them. */
    private static final int LEAST = 128;

    private static final int FIRST = 1024;
    private static final long INTERVAL = Duration.ofMillis(100).toNanos();
    private static final int STEP = 8;
    private static final int AMENDS_BEYOND = 4;

    private final long target;
    private final int most;
    private final int forCancels;
    private volatile int limit;
    // Racy, and good enough: what is lost is seen an interval later.
    private volatile boolean reached;
    private volatile long lag;
    private long begun;
    private long noted;
    private long back;
    private long quickest = Long.MAX_VALUE;

    /**
     * A limit that has learned nothing.
     *
     * @param target how long a call may wait for the log and the core when all is well, ns
     * @param most the greatest limit
     * @param forCancels room for cancels beyond all that others have
     */
    LoadLimit(long target, int most, int forCancels) {
        this.target = target;
        this.most = most;
        this.forCancels = forCancels;
        limit = Math.min(FIRST, most);
    }

    /** So many may be under way, one of this urgency included. */
    int room(Urgency urgency) {
        int now = limit;
        return switch (urgency) {
            case CREATE -> now;
            case AMEND -> now + now / AMENDS_BEYOND;
            case CANCEL -> now + now / AMENDS_BEYOND + forCancels;
        };
    }

    /** Somebody was refused for it: it may be too low. */
    void noteReached() {
        reached = true;
    }

    /** How long the quickest call of the last moment waited, ns. */
    long lag() {
        return lag;
    }

    /**
     * Notes calls that came back together.
     *
     * @param wait how long the quickest of them waited, ns
     * @param underWay how many still wait
     * @param now ns
     */
    void note(int calls, long wait, int underWay, long now) {
        if (now - noted > INTERVAL) {
            // What was before says nothing of now.
            begin(now - INTERVAL / 2);
        }
        noted = now;
        back += calls;
        quickest = Math.min(quickest, wait);
        if (now - begun < INTERVAL) {
            return;
        }
        lag = quickest;
        boolean queued = underWay + calls > LEAST;
        if (quickest > target && queued) {
            long inTime = back * target / (now - begun);
            limit = (int) Math.min(limit, Math.max(Math.min(LEAST, most), inTime));
        } else if (quickest <= target && reached) {
            limit = Math.min(most, limit + Math.max(1, limit / STEP));
            reached = false;
        }
        begin(now);
    }

    private void begin(long now) {
        begun = now;
        back = 0;
        quickest = Long.MAX_VALUE;
    }
}
