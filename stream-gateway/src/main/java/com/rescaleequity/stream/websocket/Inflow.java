package com.rescaleequity.stream.websocket;

/**
 * How fast one client sends: a bucket of 20 messages that refills with 10 per second. Not for
 * several threads.
 */
public final class Inflow {

    /** What is done with a message. */
    public enum Verdict {
        TAKE,
        REFUSE,
        CLOSE
    }

    private static final double PER_SECOND = 10;
    private static final double BURST = 20;
    private static final long PATIENCE_MILLIS = 10_000;

    private double tokens = BURST;
    private long last;
    private long refusingSince;

    /** Judges a message that arrives now. */
    public Verdict arrived(long nowMillis) {
        tokens = Math.min(BURST, tokens + (nowMillis - last) * PER_SECOND / 1000);
        last = nowMillis;
        if (tokens >= 1) {
            // Only who has been quiet for a while starts with a clean sheet.
            if (tokens > PER_SECOND) {
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
