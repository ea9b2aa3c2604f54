package com.rescaleequity.local.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL server as a child process. Its data folder survives restarts and kills of the
 * server, of its parent, and of both; it ends with its parent. Not for use by several threads.
 */
public final class PostgresServer implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final String SUPERUSER = "postgres";

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
    private final Settings settings;
    private final int port;

    private PostgresServer(ChildProcess process, Settings settings, int port) {
        this.process = process;
        this.settings = settings;
        this.port = port;
    }

    /** Starts the server and returns when clients can connect. */
    public static PostgresServer start(Settings settings) {
        try {
            Path folder = settings.folder().toAbsolutePath().normalize();
            Path data = folder.resolve("data");
            Path programs = PostgresBinaries.unpacked().resolve("bin");
            Files.createDirectories(folder);
            if (!Files.exists(data.resolve("initialized"))) {
                initialise(programs, data, settings);
            }
            stopLeftover(folder);
            Files.deleteIfExists(data.resolve("postmaster.pid"));
            int port = FreePort.orFree(settings.port());
            List<String> command = new ArrayList<>(UserNamespace.prefix());
            command.addAll(List.of("sh", "-c", WATCHED, "postgres"));
            command.addAll(serverCommand(programs, data, port, settings.durable()));
            ChildProcess process =
                    ChildProcess.start("PostgreSQL", command, Map.of(), settings.logFile());
            PostgresServer server = new PostgresServer(process, settings, port);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL could not be started", e);
        }
    }

    /** Ends a server that an earlier, killed run left behind on this data folder. */
    public static void stopLeftover(Path folder) throws IOException {
        Path data = folder.toAbsolutePath().normalize().resolve("data");
        Leftover.stop(data.resolve("postmaster.pid"), data);
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
        command.addAll(List.of("-D", data.toString(), "-U", SUPERUSER, "-E", "UTF8"));
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

    private void awaitReady() {
        long end = System.nanoTime() + START_PATIENCE.toNanos();
        while (true) {
            try (Connection connection = connect("postgres")) {
                if (connection.isValid(1)) {
                    return;
                }
            } catch (SQLException e) {
                if (!process.alive() || System.nanoTime() > end) {
                    process.stop(Duration.ofSeconds(1));
                    throw new IllegalStateException(
                            "PostgreSQL did not start (%s); its log is %s and ends with:%n%s"
                                    .formatted(
                                            e.getMessage(),
                                            process.logFile(),
                                            process.lastLogLines(12)),
                            e);
                }
            }
            Pause.millis(30);
        }
    }

    /**
     * Makes a database with its two roles unless they are there: {@code <name>_owner}, who owns it
     * and migrates, and {@code <name>_app}, who works in it. Passwords are set in any case.
     */
    public void createDatabase(String name, String ownerPassword, String appPassword) {
        try (Connection connection = connect("postgres")) {
            new DatabaseSetup(connection).create(name, ownerPassword, appPassword);
        } catch (SQLException e) {
            throw new IllegalStateException("Database " + name + " could not be made", e);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, settings.password());
    }

    /** For JDBC, which only migrations and tests use. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /** For the reactive client, which the services use. */
    public String reactiveUrl(String database) {
        return "postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    public int port() {
        return port;
    }

    /** The running process, for those who watch it or test its death. */
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
