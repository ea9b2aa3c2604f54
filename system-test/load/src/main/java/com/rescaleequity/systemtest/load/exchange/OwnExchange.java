package com.rescaleequity.systemtest.load.exchange;

import com.rescaleequity.local.infrastructure.DeleteFolder;
import com.rescaleequity.local.infrastructure.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** An exchange that {@code ./run} starts in a temporary folder, without limits and simulator. */
public final class OwnExchange implements AutoCloseable {

    private static final String READY = "Exchange ready";
    private static final int CLOSE_SECONDS = 120;
    private static final int LOOK_MILLIS = 200;

    /** Ctrl-C is for the load; the exchange is stopped once everything is written. */
    private static final List<String> OWN_SESSION =
            Files.isExecutable(Path.of("/usr/bin/setsid")) ? List.of("/usr/bin/setsid") : List.of();

    private final Process process;
    private final Path data;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final CountDownLatch readyOrEnded = new CountDownLatch(1);

    private OwnExchange(Process process, Path data) {
        this.process = process;
        this.data = data;
    }

    /**
     * Starts it and returns when it can be traded on.
     *
     * @param root the checkout
     * @param replicas how many processes order-service has
     * @param progress is told what {@code ./run} says
     * @param stopped whether it is not wanted any more
     */
    public static OwnExchange start(
            Path root, int replicas, Consumer<String> progress, BooleanSupplier stopped)
            throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("exchange-load");
        List<String> command = new ArrayList<>(OWN_SESSION);
        command.addAll(
                List.of(
                        root.resolve("run").toString(),
                        "--data",
                        data.resolve("data").toString(),
                        "--port",
                        String.valueOf(FreePort.find()),
                        "--order-replicas",
                        String.valueOf(replicas),
                        "--no-simulator",
                        "--rate-limits",
                        "off"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("EXCHANGE_TESTING_ECHO", "true");
        OwnExchange exchange = new OwnExchange(builder.start(), data);
        Thread.ofVirtual().start(() -> exchange.readOutput(progress));
        while (!exchange.readyOrEnded.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)
                && !stopped.getAsBoolean()) {
            // As long as it takes: the first time it is built.
        }
        if (exchange.output.stream().noneMatch(line -> line.contains(READY))) {
            exchange.close();
            throw new IOException(
                    "The exchange did not start:\n" + String.join("\n", exchange.output));
        }
        return exchange;
    }

    private void readOutput(Consumer<String> progress) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.add(line);
                if (readyOrEnded.getCount() > 0 && !line.isBlank()) {
                    progress.accept(line);
                }
                if (line.contains(READY)) {
                    readyOrEnded.countDown();
                }
            }
        } catch (IOException e) {
            output.add("(output ended: " + e.getMessage() + ")");
        }
        readyOrEnded.countDown();
    }

    public Place place() throws IOException {
        return Place.ofFolder(data.resolve("data"));
    }

    @Override
    public void close() {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
        process.destroy();
        try {
            if (!process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                all.forEach(ProcessHandle::destroyForcibly);
            }
            for (ProcessHandle handle : all) {
                handle.onExit().orTimeout(CLOSE_SECONDS, TimeUnit.SECONDS).join();
            }
            delete();
        } catch (InterruptedException e) {
            all.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }

    private void delete() {
        try {
            DeleteFolder.ifExists(data);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not delete " + data, e);
        }
    }
}
