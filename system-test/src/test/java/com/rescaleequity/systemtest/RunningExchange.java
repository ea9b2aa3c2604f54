package com.rescaleequity.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rescaleequity.local.infrastructure.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One exchange started by {@code ./run}, with every process that belongs to it. */
final class RunningExchange implements AutoCloseable {

    /** 128 + 15: what a JVM that was asked to end leaves behind after its shutdown work. */
    static final int ENDED_BY_SIGTERM = 143;

    private static final int CLOSE_SECONDS = 180;

    private final Process process;
    private final Path data;
    private final List<String> output = new CopyOnWriteArrayList<>();

    private RunningExchange(Process process, Path data) {
        this.process = process;
        this.data = data;
        Thread.ofVirtual().start(this::readOutput);
    }

    /** The folder of the checkout that is under test. */
    static Path root() {
        return Path.of(System.getProperty("exchange.root", "..")).toAbsolutePath().normalize();
    }

    /** The folder with recorded markets beside the checkout, or null where there is none. */
    static @Nullable Path recordedMarkets() {
        Path folder = root().resolve("../shared/data").normalize();
        return Files.isDirectory(folder) ? folder : null;
    }

    /** Starts {@code ./run} and returns at once. */
    static RunningExchange launch(Path data, int port, String... options) throws IOException {
        return launch(data, port, Map.of(), options);
    }

    private static RunningExchange launch(
            Path data, int port, Map<String, String> settings, String... options)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(root().resolve("run").toString());
        command.addAll(List.of("--data", data.toString(), "--port", Integer.toString(port)));
        command.addAll(Arrays.asList(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(settings);
        builder.environment().put("EXCHANGE_BUILD", "never");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new RunningExchange(builder.start(), data);
    }

    /** Starts an exchange on a free port and returns when it can be traded on. */
    static RunningExchange start(Path data, String... options)
            throws IOException, InterruptedException {
        return start(data, Map.of(), options);
    }

    /** Starts an exchange whose services get settings from their environment. */
    static RunningExchange start(Path data, Map<String, String> settings, String... options)
            throws IOException {
        RunningExchange exchange = launch(data, FreePort.find(), settings, options);
        exchange.awaitLine("Exchange ready");
        return exchange;
    }

    /** Waits for a line of the terminal that contains the text, as long as anything goes on. */
    String awaitLine(String text) {
        return awaitLine(text, line -> line.contains(text));
    }

    /** Waits for such a line of the terminal, as long as anything goes on. */
    String awaitLine(String what, Predicate<String> wanted) {
        Await.until(
                "a line with \"%s\" on the terminal; logs: %s".formatted(what, logs()),
                () -> line(wanted) != null || !process.isAlive(),
                this::said);
        String line = line(wanted);
        if (line == null) {
            throw new AssertionError(
                    "The exchange ended without \"" + what + "\":\n" + String.join("\n", output));
        }
        return line;
    }

    private @Nullable String line(Predicate<String> wanted) {
        return output.stream().filter(wanted).findFirst().orElse(null);
    }

    private Path logs() {
        return data.resolve("logs");
    }

    /** How much terminal and logs hold, which grows while anything goes on. */
    private long said() throws IOException {
        long said = output.size();
        if (Files.isDirectory(logs())) {
            try (Stream<Path> files = Files.list(logs())) {
                said += files.mapToLong(file -> file.toFile().length()).sum();
            }
        }
        return said;
    }

    List<String> output() {
        return output;
    }

    URI restUrl() throws IOException {
        return URI.create(credentials().path("restUrl").asText());
    }

    URI streamUrl() throws IOException {
        return URI.create(credentials().path("streamUrl").asText());
    }

    /** The credentials file's account with this label. */
    JsonNode account(String label) throws IOException {
        for (JsonNode account : credentials().path("accounts")) {
            if (account.path("label").asText().equals(label)) {
                return account;
            }
        }
        throw new AssertionError("No account " + label);
    }

    Client client(String label) throws IOException {
        return new Client(restUrl(), account(label).path("apiKey").asText());
    }

    /** Every process of this exchange, the launcher first. */
    List<ProcessHandle> processes() {
        List<ProcessHandle> all = new ArrayList<>();
        all.add(process.toHandle());
        process.descendants().forEach(all::add);
        return all;
    }

    /** Kills every process at once, as a power cut would. */
    void killEverything() throws InterruptedException {
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        awaitGone(all);
    }

    /** Asks the launcher to stop and returns its exit code. */
    int stop() throws InterruptedException {
        List<ProcessHandle> all = processes();
        process.destroy();
        int code = awaitExit();
        awaitGone(all);
        return code;
    }

    int awaitExit() {
        Await.until("the exchange's end; logs: " + logs(), () -> !process.isAlive(), this::said);
        return process.exitValue();
    }

    @Override
    public void close() {
        List<ProcessHandle> all = processes();
        process.destroy();
        try {
            if (!process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                all.forEach(ProcessHandle::destroyForcibly);
            }
            awaitGone(all);
        } catch (InterruptedException e) {
            all.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitGone(List<ProcessHandle> all) {
        Await.until(
                "the end of processes " + all.stream().map(ProcessHandle::pid).toList(),
                () -> all.stream().noneMatch(ProcessHandle::isAlive),
                () -> all.stream().filter(ProcessHandle::isAlive).count());
    }

    private JsonNode credentials() throws IOException {
        return new ObjectMapper().readTree(data.resolve("credentials.json").toFile());
    }

    private void readOutput() {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.add(line);
            }
        } catch (IOException e) {
            output.add("(output ended: " + e.getMessage() + ")");
        }
    }
}
