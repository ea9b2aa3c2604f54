package com.rescaleequity.systemtest;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Waits for as long as it goes forward. How fast that is depends on the machine; only a long
 * standstill is a failure, which says what was waited for and where to look.
 */
final class Await {

    private static final Duration STANDSTILL = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 50;

    private Await() {}

    /**
     * Waits until something is so.
     *
     * @param what it is, and where to look if it never comes
     * @param done whether it has come
     * @param progress anything that changes while it may still come
     */
    static void until(String what, Callable<Boolean> done, Callable<?> progress) {
        long movedAt = System.nanoTime();
        Object seen = null;
        try {
            while (!done.call()) {
                Object now = progress.call();
                if (!now.equals(seen)) {
                    seen = now;
                    movedAt = System.nanoTime();
                }
                if (System.nanoTime() - movedAt > STANDSTILL.toNanos()) {
                    throw new AssertionError(
                            "Nothing has moved for %d minutes (last seen: %s) while waiting for %s"
                                    .formatted(STANDSTILL.toMinutes(), seen, what));
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("While waiting for " + what, e);
        }
    }

    /** Waits until something is so that comes all at once. */
    static void until(String what, Callable<Boolean> done) {
        until(what, done, () -> "nothing");
    }
}
