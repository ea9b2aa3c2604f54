package com.rescaleequity.local.launch;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the person who started the exchange reads. All other output goes to log files. */
final class Terminal {

    private final PrintStream out;

    Terminal(PrintStream out) {
        this.out = out;
    }

    synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    /** One step of the start is done. */
    void done(String what, long startedNanos) {
        Duration taken = Duration.ofNanos(System.nanoTime() - startedNanos);
        say(String.format(Locale.ROOT, "  %-38s %5.1f s", what, taken.toMillis() / 1000.0));
    }
}
