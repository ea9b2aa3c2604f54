package com.rescaleequity.local.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a process that an earlier, killed run left behind in the same data folder. A process counts
 * as ours only if its command line names that folder, for process ids are used again.
 */
public final class Leftover {

    private static final Logger LOG = LoggerFactory.getLogger(Leftover.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Path PROCESSES = Path.of("/proc");

    private Leftover() {}

    /** Ends the process whose id is the first line of the file, if it works in the folder. */
    public static void stop(Path pidFile, Path folder) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        String firstLine = Files.readString(pidFile).lines().findFirst().orElse("").strip();
        if (!firstLine.matches("[0-9]{1,10}")) {
            return;
        }
        ProcessHandle.of(Long.parseLong(firstLine))
                .filter(process -> worksIn(process, folder))
                .ifPresent(Leftover::end);
    }

    /**
     * Returns when no process has the folder as its working directory, killing those that have it
     * for too long; where the system does not tell working directories, at once.
     */
    static void awaitNobodyIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder) || !Files.isDirectory(PROCESSES)) {
            return;
        }
        Path real = folder.toRealPath();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<ProcessHandle> left =
                    ProcessHandle.allProcesses()
                            .filter(one -> real.equals(directory(one)))
                            .toList();
            if (left.isEmpty()) {
                return;
            }
            if (System.nanoTime() > end) {
                left.forEach(ProcessHandle::destroyForcibly);
            }
            Pause.millis(20);
        }
    }

    private static @Nullable Path directory(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(PROCESSES.resolve(process.pid() + "/cwd"));
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean worksIn(ProcessHandle process, Path folder) {
        String path = folder.toAbsolutePath().toString();
        return process.isAlive()
                && process.info()
                        .arguments()
                        .map(arguments -> Arrays.stream(arguments).anyMatch(a -> a.contains(path)))
                        .orElse(false);
    }

    private static void end(ProcessHandle process) {
        LOG.info("Ending process {} of an earlier run", process.pid());
        process.destroy();
        try {
            process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
