package com.rescaleequity.platform.socket.frames;

/**
 * How fast one client sends: a bucket of messages that refills at its pace. Not for several
 * threads.
 */
public final class Inflow {

    /** What is done with a message. */
    public enum Verdict {
        TAKE,
        REFUSE,
        CLOSE
    }

    private static final long PATIENCE_MILLIS = 10_000;

    private final Pace pace;
    private double tokens;
    private long last;
    private long refusingSince;

    public Inflow(Pace pace) {
        this.pace = pace;
        this.tokens = pace.burst();
    }

    /** How fast it may be. */
    public Pace pace() {
        return pace;
    }

    /** Judges a message that arrives now. */
    public Verdict arrived(long nowMillis) {
        double more = (nowMillis - last) * (double) pace.perSecond() / 1000;
        tokens = Math.min(pace.burst(), tokens + more);
        last = nowMillis;
        if (tokens >= 1) {
            // Only who has been quiet for a while starts with a clean sheet.
            if (tokens > pace.burst() / 2.0) {
                refusingSince = 0;
            }
            tokens--;
            return Verdict.TAKE;
        }
        if (refusingSince == 0) {
            refusingSince = nowMillis;
        }
        return nowMillis - refusingSince >= PATIENCE_MILLIS ? Verdict.CLOSE : Verdict.REFUSE;
    }
}
