package com.rescaleequity.systemtest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One fault: a process that is killed, or frozen for a while. */
record Fault(ServerKind kind, int replica, boolean freezes, long frozenMillis) {

    private static final int LONGEST_FREEZE_MILLIS = 6000;

    /** Any fault of a kind of process. */
    static Fault any(ServerKind kind, int replicas, Random random) {
        return new Fault(
                kind,
                kind == ServerKind.ORDERS ? random.nextInt(replicas) : 0,
                random.nextBoolean(),
                1000 + random.nextInt(LONGEST_FREEZE_MILLIS - 1000));
    }

    /** Does it, and lets a frozen process go on. */
    void inject(Path data) throws IOException, InterruptedException {
        List<ProcessHandle> processes = new ArrayList<>();
        ProcessHandle.of(kind.pid(data, replica))
                .ifPresent(process -> {
                    processes.add(process);
                    if (kind == ServerKind.POSTGRES && freezes) {
                        // Its workers answer without it.
                        process.descendants().forEach(processes::add);
                    }
                });
        if (!freezes) {
            processes.forEach(ProcessHandle::destroyForcibly);
            return;
        }
        signal("STOP", processes);
        try {
            Thread.sleep(frozenMillis);
        } finally {
            signal("CONT", processes);
        }
    }

    /** A process may have ended meanwhile, which kill says; that is no failure. */
    private static void signal(String name, List<ProcessHandle> processes)
            throws IOException, InterruptedException {
        if (processes.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(String.valueOf(process.pid())));
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
