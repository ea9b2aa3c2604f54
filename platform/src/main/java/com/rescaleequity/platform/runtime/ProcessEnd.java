package com.rescaleequity.platform.runtime;

/** How a service ends its own process. */
public final class ProcessEnd {

    private ProcessEnd() {}

    /**
     * Begins the process's orderly end and returns at once; one that has begun already, by a signal
     * or by this, goes on as it is. {@code Quarkus.asyncExit} would take its shutdown work out of
     * an end that a signal has begun in the same moment, and the process would be gone without it.
     */
    public static void begin(int code) {
        Thread.ofPlatform().name("process-end").daemon().start(() -> System.exit(code));
    }
}
