package com.rescaleequity.order.engine;

import java.util.concurrent.TimeUnit;

/**
 * The log's time, epoch ms, as far as this replica knows it: this machine's clock may be wrong. The
 * core's thread sets it, any thread may ask.
 */
final class LogClock {

    private volatile long base;

    /** A command of this time has come just now. */
    void set(long timeMillis) {
        base = timeMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    long now() {
        long known = base;
        return known == 0
                ? System.currentTimeMillis()
                : known + TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
