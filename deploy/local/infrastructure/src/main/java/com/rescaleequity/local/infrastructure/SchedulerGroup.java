package com.rescaleequity.local.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The share of the processors that Linux gives to a process with a session of its own. Between
 * sessions the system compares their groups only, so a process's own nice value changes nothing.
 * Elsewhere, and where the system has no such groups, nothing happens.
 */
final class SchedulerGroup {

    private static final int LOOKS = 100;

    private SchedulerGroup() {}

    /** From 0 (the usual share) to 19 (the least). */
    static void setNice(long pid, int nice) {
        Path own = Path.of("/proc/self/autogroup");
        Path group = Path.of("/proc", String.valueOf(pid), "autogroup");
        try {
            // A child that has just been made is in its parent's group until its session begins.
            for (int look = 0; name(group).equals(name(own)); look++) {
                if (look == LOOKS) {
                    return;
                }
                Pause.millis(5);
            }
            Files.writeString(group, String.valueOf(nice));
        } catch (IOException e) {
            // The process has ended, or there are no groups.
        }
    }

    private static String name(Path group) throws IOException {
        String text = Files.readString(group);
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }
}
