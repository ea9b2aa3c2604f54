package com.rescaleequity.local.infrastructure;

/** Waits between two looks at something that will soon be there. */
public final class Pause {

    private Pause() {}

    /** Sleeps; an interrupt ends the wait with an exception. */
    public static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting", e);
        }
    }
}
