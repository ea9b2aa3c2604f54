package com.rescaleequity.systemtest.load.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Lets the broker note each flush of a log above ten milliseconds: a flight recording of that one
 * event, switched on from outside. It costs the broker some megabytes as long as it goes on.
 */
public final class FlushWatch implements AutoCloseable {

    private static final String RECORDING = "load";

    private final Member broker;
    private boolean running;

    private FlushWatch(Member broker) {
        this.broker = broker;
    }

    /** Begins, unless there is no broker here or it does not let itself be recorded. */
    public static Optional<FlushWatch> start(List<Member> members) throws InterruptedException {
        for (Member member : members) {
            if (member.name().equals(Members.KAFKA)) {
                FlushWatch watch = new FlushWatch(member);
                watch.running =
                        watch.tell(
                                "JFR.start",
                                "name=" + RECORDING,
                                "settings=none",
                                "+jdk.FileForce#enabled=true",
                                "+jdk.FileForce#threshold=10ms");
                return watch.running ? Optional.of(watch) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean tell(String command, String... arguments) throws InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        line.add(String.valueOf(broker.pid()));
        line.add(command);
        line.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0
                    && !said.contains("Could not")
                    && !said.contains("doesn't exist");
        } catch (IOException e) {
            return false;
        }
    }

    /** What was noted, and the end of it; empty when the broker did not tell. */
    public Optional<List<Stop>> stop() throws IOException, InterruptedException {
        Path file = Files.createTempFile("flushes", ".jfr");
        try {
            if (!tell("JFR.stop", "name=" + RECORDING, "filename=" + file)) {
                return Optional.empty();
            }
            running = false;
            List<Stop> stops = new ArrayList<>();
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                String path = event.getString("path");
                if (path != null && path.endsWith(".log")) {
                    stops.add(flush(event.getEndTime().toEpochMilli(), event.getDuration()));
                }
            }
            return Optional.of(stops);
        } finally {
            Files.delete(file);
        }
    }

    private Stop flush(long at, Duration took) {
        return new Stop(broker.name(), Stop.Kind.LOG_FLUSH, at, took.toNanos() / 1e6);
    }

    @Override
    public void close() {
        if (running) {
            running = false;
            try {
                tell("JFR.stop", "name=" + RECORDING);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
