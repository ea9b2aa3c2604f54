package com.rescaleequity.local.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process that belongs to this one: its output goes to a log file, and it holds the other end of
 * a pipe on its standard input, by whose closing it learns that its parent has gone.
 */
public final class ChildProcess {

    private static final long LOG_LIMIT_BYTES = 16L * 1024 * 1024;
    private static final int SIGNALLED = 128;
    private static final int SIGKILL = 9;

    /**
     * Ctrl-C goes to all processes of a terminal's session. Children get one of their own where the
     * system has the program for it, so that their parent stops them in its order.
     */
    private static final List<String> OWN_SESSION =
            Files.isExecutable(Path.of("/usr/bin/setsid")) ? List.of("/usr/bin/setsid") : List.of();

    private final String name;
    private final Process process;
    private final Path logFile;

    private ChildProcess(String name, Process process, Path logFile) {
        this.name = name;
        this.process = process;
        this.logFile = logFile;
    }

    /** Starts a command; the environment given is added to this process's own. */
    public static ChildProcess start(
            String name, List<String> command, Map<String, String> environment, Path logFile) {
        try {
            Files.createDirectories(logFile.toAbsolutePath().getParent());
            keepOneOldLog(logFile);
            List<String> detached = new ArrayList<>(OWN_SESSION);
            detached.addAll(command);
            ProcessBuilder builder = new ProcessBuilder(detached);
            builder.environment().putAll(environment);
            builder.redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()));
            return new ChildProcess(name, builder.start(), logFile);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be started", e);
        }
    }

    private static void keepOneOldLog(Path logFile) throws IOException {
        if (Files.exists(logFile) && Files.size(logFile) > LOG_LIMIT_BYTES) {
            Path old = logFile.resolveSibling(logFile.getFileName() + ".1");
            Files.move(logFile, old, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public Path logFile() {
        return logFile;
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** How the process ended, as the end of a sentence about it. */
    public String end() {
        if (process.isAlive()) {
            return "runs";
        }
        int code = process.exitValue();
        return code > SIGNALLED
                ? "was ended by signal " + (code - SIGNALLED)
                : "ended with exit code " + code;
    }

    /** Whether somebody or the system has killed it, so that its end says nothing about it. */
    public boolean wasKilled() {
        return !process.isAlive() && process.exitValue() == SIGNALLED + SIGKILL;
    }

    /** How much its log holds, to see that it goes on. */
    public long logLength() {
        try {
            return Files.size(logFile);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Sets its share of a busy machine: from 0, the usual, to 19, the least. */
    public void setNice(int nice) {
        SchedulerGroup.setNice(process.pid(), nice);
    }

    /** Completes when the process has ended, for whatever reason. */
    public CompletableFuture<Process> ended() {
        return process.onExit();
    }

    /** Asks the process to end (SIGTERM and the end of its input) and does not wait. */
    public void requestStop() {
        process.destroy();
    }

    /** Asks the process to end, and kills it if it is still there when patience is over. */
    public void stop(Duration patience) {
        requestStop();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** The end of the log, for a message about a process that failed. */
    public String lastLogLines(int lines) {
        try {
            List<String> all = Files.readAllLines(logFile, StandardCharsets.ISO_8859_1);
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "(no log)";
        }
    }
}
