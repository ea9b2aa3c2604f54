package com.rescaleequity.local.replay;

/** Lets recorded time pass, faster or slower than it did. */
public final class Pace {

    private final long firstMillis;
    private final double speed;
    private final long begunNanos = System.nanoTime();

    /** Speed is how much faster than recorded; infinite never waits. */
    public Pace(long firstMillis, double speed) {
        this.firstMillis = firstMillis;
        this.speed = speed;
    }

    /** Returns when that recorded time has come. */
    public void await(long recordedMillis) throws InterruptedException {
        if (unlimited()) {
            return;
        }
        long due = begunNanos + (long) ((recordedMillis - firstMillis) * 1e6 / speed);
        long wait = due - System.nanoTime();
        if (wait > 0) {
            Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
        }
    }

    /** Whether nothing is ever waited for. */
    public boolean unlimited() {
        return Double.isInfinite(speed);
    }
}
