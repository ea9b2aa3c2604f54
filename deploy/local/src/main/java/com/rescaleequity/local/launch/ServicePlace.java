package com.rescaleequity.local.launch;

import com.rescaleequity.local.infrastructure.ChildProcess;
import com.rescaleequity.local.infrastructure.ExchangeRoot;
import com.rescaleequity.local.infrastructure.FreePort;
import com.rescaleequity.local.ingress.Upstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a service runs: what stays the same when its process is started again.
 *
 * @param replica counts the processes of one service from 0
 * @param ports for clients and for its management
 * @param root the checkout with its build output
 * @param environment its settings
 * @param jvmOptions what its JVM is told beside the usual
 */
record ServicePlace(
        ServicePlan plan,
        int replica,
        Ports ports,
        Path root,
        DataFolder data,
        Map<String, String> environment,
        List<String> jvmOptions) {

    private static final String EVENT_LOOPS =
            String.valueOf(Runtime.getRuntime().availableProcessors());

    /** The two ports of a service. */
    record Ports(int http, int management) {

        static Ports free() {
            return new Ports(FreePort.find(), FreePort.find());
        }
    }

    /** The first replica has its service's name alone. */
    String name() {
        return replica == 0 ? plan.name() : plan.name() + "-" + replica;
    }

    Upstream upstream() {
        return Upstream.local(ports.http(), ports.management());
    }

    /** Starts the service from its build output, and does not wait until it is ready. */
    ServiceProcess launch() throws IOException {
        if (!Files.exists(program())) {
            throw new IOException(plan.name() + " is not built.");
        }
        ChildProcess process =
                ChildProcess.start(name(), command(jvmOptions), settings(), data.log(name()));
        Files.createDirectories(data.pids());
        note(".pid", process.pid());
        note(".port", ports.http());
        note(".management-port", ports.management());
        return new ServiceProcess(process, ports.management());
    }

    /** Starts to make the service's start cache of what a recording run has written down. */
    ChildProcess makeStartCache() {
        String name = name() + "-start-cache";
        return ChildProcess.start(name, command(startCache().make()), Map.of(), data.log(name));
    }

    StartCache startCache() {
        return new StartCache(program());
    }

    private Path program() {
        return plan.program(root);
    }

    /** For whoever looks at the processes from outside. */
    private void note(String what, long number) throws IOException {
        Files.writeString(data.pids().resolve(name() + what), number + "\n");
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(environment);
        settings.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        settings.put("QUARKUS_HTTP_PORT", String.valueOf(ports.http()));
        settings.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        settings.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(ports.management()));
        settings.put("EXCHANGE_REPLICA_ID", plan.name() + "-" + replica);
        settings.put("EXCHANGE_PARENT_WATCH", "true");
        // All services share this machine: one loop a processor, not two, wakes half as often.
        settings.put("QUARKUS_VERTX_EVENT_LOOPS_POOL_SIZE", EVENT_LOOPS);
        return settings;
    }

    private List<String> command(List<String> more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xms" + plan.firstHeapMegabytes() + "m",
                        "-Xmx" + plan.heapMegabytes() + "m",
                        "-XX:MaxDirectMemorySize=64m",
                        ExchangeRoot.jvmOptions(root, "common"),
                        ExchangeRoot.jvmOptions(root, "service"),
                        ExchangeRoot.jvmOptions(root, plan.name())));
        command.addAll(more);
        command.addAll(
                List.of(
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        // By this a later launcher knows the process as one of this folder's.
                        "-Dexchange.data=" + data.path(),
                        "-XX:ErrorFile=" + data.log(plan.name() + "-crash-%p"),
                        "-jar",
                        program().toString()));
        return command;
    }
}
