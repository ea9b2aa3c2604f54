package com.rescaleequity.local.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL server as a child process. Its data folder survives restarts and kills of the
 * server, of its parent, and of both; it ends with its parent. Not for use by several threads.
 */
public final class PostgresServer implements Server, AutoCloseable {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    /**
     * Starts the server and, through a tiny shell beside it, ends it when standard input closes.
     */
    private static final String WATCHED =
            "exec 3<&0; ((read -r end <&3; kill -INT $$ 2>/dev/null) &); exec \"$@\" 3<&- </dev/null";

    /**
     * Where and how the server runs.
     *
     * @param folder its data folder, created if missing
     * @param logFile where its output is appended
     * @param port the port on 127.0.0.1, 0 for any free one
     * @param password the superuser's, fixed when the data folder is first made
     * @param durable false only in tests, where a lost commit costs nothing
     */
    public record Settings(Path folder, Path logFile, int port, String password, boolean durable) {

        /** A server for tests: on a free port, logging beside its folder, without fsync. */
        public static Settings forTests(Path folder) {
            return new Settings(folder, folder.resolve("postgres.log"), 0, "postgres", false);
        }
    }

    private final ChildProcess process;
    private final PostgresAddress address;

    private PostgresServer(ChildProcess process, PostgresAddress address) {
        this.process = process;
        this.address = address;
    }

    /** Starts the server and returns when clients can connect. */
    public static PostgresServer start(Settings settings) {
        PostgresServer server = launch(settings);
        Startup.awaitReady(server);
        return server;
    }

    /** Starts the server and does not wait for it, except for making its data folder. */
    public static PostgresServer launch(Settings settings) {
        try {
            Path folder = settings.folder().toAbsolutePath().normalize();
            Path data = folder.resolve("data");
            Path programs = PostgresBinaries.unpacked().resolve("bin");
            Files.createDirectories(folder);
            if (!Files.exists(data.resolve("initialized"))) {
                initialise(programs, data, settings);
            }
            stopLeftover(folder);
            // Its process id may be another program's by now, which the server would take for its
            // own earlier one. What protects the data is that no process works in the folder.
            Files.deleteIfExists(data.resolve("postmaster.pid"));
            int port = FreePort.orFree(settings.port());
            List<String> command = new ArrayList<>(UserNamespace.prefix());
            command.addAll(List.of("sh", "-c", WATCHED, "postgres"));
            command.addAll(serverCommand(programs, data, port, settings.durable()));
            ChildProcess process =
                    ChildProcess.start("PostgreSQL", command, Map.of(), settings.logFile());
            return new PostgresServer(process, new PostgresAddress(port, settings.password()));
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL could not be started", e);
        }
    }

    /** Ends a server that an earlier, killed run left behind on this data folder. */
    public static void stopLeftover(Path folder) throws IOException {
        Path data = folder.toAbsolutePath().normalize().resolve("data");
        Leftover.stop(data.resolve("postmaster.pid"), data);
        // A killed server leaves its workers, which end by themselves unless they are frozen.
        Leftover.awaitNobodyIn(data);
    }

    private static void initialise(Path programs, Path data, Settings settings) throws IOException {
        DeleteFolder.ifExists(data);
        Path passwordFile = settings.folder().resolve("password.tmp");
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, settings.password() + "\n");
        List<String> command = new ArrayList<>(UserNamespace.prefix());
        command.add(programs.resolve("initdb").toString());
        command.addAll(
                List.of("-D", data.toString(), "-U", PostgresAddress.SUPERUSER, "-E", "UTF8"));
        command.addAll(List.of("--locale=C", "-A", "scram-sha-256"));
        command.add("--pwfile=" + passwordFile);
        if (!settings.durable()) {
            command.add("--no-sync");
        }
        ChildProcess process = ChildProcess.start("initdb", command, Map.of(), settings.logFile());
        int result = process.ended().join().exitValue();
        Files.delete(passwordFile);
        if (result != 0) {
            throw new IOException(
                    "initdb failed; its log is %s and ends with:%n%s"
                            .formatted(process.logFile(), process.lastLogLines(12)));
        }
        Files.createFile(data.resolve("initialized"));
    }

    private static List<String> serverCommand(Path programs, Path data, int port, boolean durable) {
        List<String> command = new ArrayList<>();
        command.add(programs.resolve("postgres").toString());
        command.addAll(List.of("-D", data.toString(), "-h", "127.0.0.1", "-p", "" + port));
        Map<String, String> options =
                Map.ofEntries(
                        Map.entry("unix_socket_directories", ""),
                        Map.entry("fsync", durable ? "on" : "off"),
                        Map.entry("synchronous_commit", durable ? "on" : "off"),
                        Map.entry("full_page_writes", durable ? "on" : "off"),
                        Map.entry("shared_buffers", "64MB"),
                        Map.entry("max_connections", "80"),
                        // After a checkpoint every page is logged whole at its next change: seldom.
                        Map.entry("max_wal_size", "2GB"),
                        Map.entry("checkpoint_timeout", "15min"),
                        Map.entry("wal_buffers", "16MB"),
                        // A new file of the log is a hole: to fill it with zeros holds the disk for
                        // 50 ms, and the flush of an order with it.
                        Map.entry("wal_init_zero", "off"),
                        Map.entry("max_worker_processes", "2"),
                        Map.entry("max_parallel_workers", "0"),
                        Map.entry("io_method", "sync"),
                        Map.entry("huge_pages", "off"),
                        Map.entry("jit", "off"),
                        Map.entry("logging_collector", "off"),
                        Map.entry("log_timezone", "UTC"),
                        Map.entry("timezone", "UTC"));
        options.forEach((name, value) -> {
            command.add("-c");
            command.add(name + "=" + value);
        });
        return command;
    }

    @Override
    public boolean isReady() {
        return address.answers();
    }

    /** See {@link PostgresAddress#createDatabase}. */
    public void createDatabase(String name, String ownerPassword, String appPassword) {
        address.createDatabase(name, ownerPassword, appPassword);
    }

    /** For JDBC, which only migrations and tests use. */
    public String jdbcUrl(String database) {
        return address.jdbcUrl(database);
    }

    /** For the reactive client, which the services use. */
    public String reactiveUrl(String database) {
        return address.reactiveUrl(database);
    }

    public int port() {
        return address.port();
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    /** Stops the server cleanly, ending its connections; returns when it has gone. */
    public void stop() {
        process.stop(STOP_PATIENCE);
    }

    @Override
    public void close() {
        stop();
    }
}
