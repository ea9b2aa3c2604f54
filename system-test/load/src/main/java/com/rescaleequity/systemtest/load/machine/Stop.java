package com.rescaleequity.systemtest.load.machine;

/**
 * Something that held up a process for more than ten milliseconds.
 *
 * @param at when it was over, {@code System.currentTimeMillis()}
 */
public record Stop(String process, Kind kind, long at, double millis) {

    /** What is worth counting. */
    public static final double NOTED_MILLIS = 10;

    /** What held it up. */
    public enum Kind {
        YOUNG_COLLECTION,
        FULL_COLLECTION,
        LOG_FLUSH
    }
}
