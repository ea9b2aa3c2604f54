package com.rescaleequity.local.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A single Kafka broker (KRaft, its own controller) in its own JVM. Its data folder survives
 * restarts and kills; topics are never created by themselves. Not for use by several threads.
 */
public final class KafkaBroker implements Server, AutoCloseable {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    /**
     * Where and how the broker runs.
     *
     * @param folder its data folder, created if missing
     * @param logFile where its output is appended
     * @param port the port for clients on 127.0.0.1, 0 for any free one
     * @param heapMegabytes the most heap that its JVM may take
     */
    public record Settings(Path folder, Path logFile, int port, int heapMegabytes) {

        /** A broker on a free port with a small heap, logging beside its folder. */
        public static Settings in(Path folder) {
            return new Settings(folder, folder.resolve("broker.log"), 0, 256);
        }
    }

    private final ChildProcess process;
    private final Path readyFile;
    private final int port;

    private KafkaBroker(ChildProcess process, Path readyFile, int port) {
        this.process = process;
        this.readyFile = readyFile;
        this.port = port;
    }

    /** Starts the broker and returns when clients can connect. */
    public static KafkaBroker start(Settings settings) {
        KafkaBroker broker = launch(settings);
        Startup.awaitReady(broker);
        return broker;
    }

    /** Starts the broker and does not wait for it. */
    public static KafkaBroker launch(Settings settings) {
        try {
            Path folder = settings.folder().toAbsolutePath().normalize();
            Files.createDirectories(folder.resolve("data"));
            stopLeftover(folder);
            Path readyFile = folder.resolve("broker.ready");
            Files.deleteIfExists(readyFile);
            int port = FreePort.orFree(settings.port());
            Path properties = folder.resolve("broker.properties");
            Files.writeString(properties, properties(folder, port, FreePort.find()));
            ChildProcess process =
                    ChildProcess.start(
                            "Kafka",
                            command(settings, properties, readyFile),
                            Map.of("EXCHANGE_PARENT_WATCH", "true"),
                            settings.logFile());
            Files.writeString(folder.resolve("broker.pid"), process.pid() + "\n");
            return new KafkaBroker(process, readyFile, port);
        } catch (IOException e) {
            throw new UncheckedIOException("Kafka could not be started", e);
        }
    }

    /** Ends a broker that an earlier, killed run left behind on this data folder. */
    public static void stopLeftover(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        Leftover.stop(absolute.resolve("broker.pid"), absolute);
    }

    private static List<String> command(Settings settings, Path properties, Path readyFile) {
        Path root = ExchangeRoot.find();
        Path program = root.resolve("deploy/local/broker/target/lib/local-broker.jar");
        if (!Files.exists(program)) {
            throw new IllegalStateException(
                    "The broker is not built (%s is missing): run ./mvnw -pl deploy/local/broker package"
                            .formatted(program));
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xms" + Math.min(96, settings.heapMegabytes()) + "m");
        command.add("-Xmx" + settings.heapMegabytes() + "m");
        for (String options : List.of("common", "broker")) {
            command.add(ExchangeRoot.jvmOptions(root, options));
        }
        command.add("-jar");
        command.add(program.toString());
        command.add(properties.toString());
        command.add(readyFile.toString());
        return command;
    }

    private static String properties(Path folder, int port, int controllerPort) {
        return Map.ofEntries(
                        Map.entry("process.roles", "broker,controller"),
                        Map.entry("node.id", "1"),
                        Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                        Map.entry(
                                "listeners",
                                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                                        .formatted(port, controllerPort)),
                        Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
                        Map.entry("controller.listener.names", "CONTROLLER"),
                        Map.entry(
                                "listener.security.protocol.map",
                                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                        Map.entry("log.dirs", folder.resolve("data").toString()),
                        Map.entry("auto.create.topics.enable", "false"),
                        Map.entry("offsets.topic.replication.factor", "1"),
                        Map.entry("offsets.topic.num.partitions", "1"),
                        Map.entry("transaction.state.log.replication.factor", "1"),
                        Map.entry("transaction.state.log.min.isr", "1"),
                        Map.entry("transaction.state.log.num.partitions", "1"),
                        Map.entry("group.initial.rebalance.delay.ms", "0"),
                        Map.entry("group.coordinator.threads", "1"),
                        // Nobody waits for the no-op records that an idle controller would flush.
                        Map.entry("metadata.max.idle.interval.ms", "0"),
                        Map.entry("num.network.threads", "2"),
                        Map.entry("num.io.threads", "3"),
                        Map.entry("background.threads", "2"),
                        Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
                        Map.entry("log.index.size.max.bytes", "2097152"),
                        // A killed broker may register again only when its session is over.
                        Map.entry("broker.session.timeout.ms", "3000"),
                        Map.entry("broker.heartbeat.interval.ms", "500"))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\"))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** What clients connect to: host and port. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    @Override
    public boolean isReady() {
        return Files.exists(readyFile);
    }

    /** Stops the broker cleanly; returns when it has gone. */
    public void stop() {
        process.stop(STOP_PATIENCE);
    }

    @Override
    public void close() {
        stop();
    }
}
