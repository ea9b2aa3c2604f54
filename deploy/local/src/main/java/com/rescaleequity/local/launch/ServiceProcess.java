package com.rescaleequity.local.launch;

import com.rescaleequity.local.infrastructure.ChildProcess;
import com.rescaleequity.local.infrastructure.FreePort;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One running service: its process and the ports that it was given. */
final class ServiceProcess {

    private static final String APP = "quarkus-app";
    private static final String EVENT_LOOPS =
            String.valueOf(Runtime.getRuntime().availableProcessors());
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);

    /** What a process keeps when it is started again. */
    private record Setup(
            ServicePlan plan, int replica, Path root, DataFolder data, Map<String, String> own) {

        /** The first replica has its service's name alone. */
        String name() {
            return replica == 0 ? plan.name() : plan.name() + "-" + replica;
        }
    }

    private final Setup setup;
    private final ChildProcess process;
    private final int httpPort;
    private final int managementPort;

    private ServiceProcess(Setup setup, ChildProcess process, int httpPort, int managementPort) {
        this.setup = setup;
        this.process = process;
        this.httpPort = httpPort;
        this.managementPort = managementPort;
    }

    /** Starts the service from its build output, and does not wait until it is ready. */
    static ServiceProcess start(
            ServicePlan plan,
            int replica,
            Path root,
            DataFolder data,
            Map<String, String> environment)
            throws IOException {
        Setup setup = new Setup(plan, replica, root, data, Map.copyOf(environment));
        return start(setup, FreePort.find(), FreePort.find());
    }

    /** Starts a process that has ended again, on the same ports. */
    ServiceProcess again() throws IOException {
        return start(setup, httpPort, managementPort);
    }

    private static ServiceProcess start(Setup setup, int httpPort, int managementPort)
            throws IOException {
        ServicePlan plan = setup.plan();
        DataFolder data = setup.data();
        String name = setup.name();
        Path target = setup.root().resolve(plan.name()).resolve("target");
        if (!Files.exists(target.resolve(APP).resolve("quarkus-run.jar"))) {
            throw new IOException(plan.name() + " is not built.");
        }
        Map<String, String> own = new HashMap<>(setup.own());
        own.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        own.put("QUARKUS_HTTP_PORT", String.valueOf(httpPort));
        own.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        own.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort));
        own.put("EXCHANGE_REPLICA_ID", plan.name() + "-" + setup.replica());
        own.put("EXCHANGE_PARENT_WATCH", "true");
        // All services share this machine: one loop a processor, not two, wakes half as often.
        own.put("QUARKUS_VERTX_EVENT_LOOPS_POOL_SIZE", EVENT_LOOPS);
        ChildProcess process =
                ChildProcess.start(
                        name, command(plan, target.resolve(APP), data), own, data.log(name));
        Files.createDirectories(data.pids());
        Files.writeString(data.pids().resolve(name + ".pid"), process.pid() + "\n");
        Files.writeString(data.pids().resolve(name + ".port"), httpPort + "\n");
        Files.writeString(data.pids().resolve(name + ".management-port"), managementPort + "\n");
        return new ServiceProcess(setup, process, httpPort, managementPort);
    }

    private static List<String> command(ServicePlan plan, Path app, DataFolder data) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xms" + plan.firstHeapMegabytes() + "m",
                        "-Xmx" + plan.heapMegabytes() + "m",
                        "-XX:+UseSerialGC",
                        // Where the system allows it: a large book is spread over the heap.
                        "-XX:+UseTransparentHugePages",
                        "-XX:MaxDirectMemorySize=64m",
                        "-XX:ReservedCodeCacheSize=64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Xss512k"));
        command.addAll(
                List.of(
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        // By this a later launcher knows the process as one of this folder's.
                        "-Dexchange.data=" + data.path(),
                        "-XX:ErrorFile=" + data.log(plan.name() + "-crash-%p"),
                        "-jar",
                        app.resolve("quarkus-run.jar").toString()));
        return command;
    }

    /** Returns when the service says that it is ready; fails with its log if it ends or dawdles. */
    void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + START_PATIENCE.toNanos();
        while (!ready()) {
            if (!process.alive()) {
                throw failed("ended while it started");
            }
            if (System.nanoTime() > end) {
                throw failed("was not ready in time");
            }
            Thread.sleep(150);
        }
    }

    private IOException failed(String what) {
        return new IOException(
                "%s %s; its log is %s and ends with:%n%s"
                        .formatted(
                                process.name(), what, process.logFile(), process.lastLogLines(8)));
    }

    private boolean ready() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection)
                            URI.create("http://127.0.0.1:%d/health/ready".formatted(managementPort))
                                    .toURL()
                                    .openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(2000);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == 200;
        } catch (IOException e) {
            return false;
        }
    }

    ChildProcess process() {
        return process;
    }

    int httpPort() {
        return httpPort;
    }

    int managementPort() {
        return managementPort;
    }
}
