package com.rescaleequity.local.launch;

import java.util.ArrayDeque;
import java.util.Deque;

/** How to stop what has been started; whatever came last is stopped first. */
final class StopList {

    private final Deque<Runnable> stops = new ArrayDeque<>();
    private boolean stopping;

    /** Adds the end of something that runs now; if the end has begun, that comes at once. */
    void add(Runnable stop) {
        synchronized (this) {
            if (!stopping) {
                stops.push(stop);
                return;
            }
        }
        stop.run();
    }

    /** Whether the end has begun, so that what fails now is no failure. */
    synchronized boolean stopping() {
        return stopping;
    }

    /** Stops everything, once. */
    void stop() {
        synchronized (this) {
            stopping = true;
        }
        while (true) {
            Runnable next;
            synchronized (this) {
                next = stops.poll();
            }
            if (next == null) {
                return;
            }
            next.run();
        }
    }
}
