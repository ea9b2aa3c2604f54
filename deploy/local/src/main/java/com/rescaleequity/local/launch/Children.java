package com.rescaleequity.local.launch;

import com.rescaleequity.local.infrastructure.ChildProcess;
import com.rescaleequity.local.infrastructure.KafkaBroker;
import com.rescaleequity.local.infrastructure.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All processes of the exchange. They are stopped in the reverse order of their need: services,
 * Kafka, PostgreSQL. One that ends by itself is reported once.
 */
final class Children {

    private static final Duration SERVICE_PATIENCE = Duration.ofSeconds(15);

    private final List<ChildProcess> services = new ArrayList<>();
    private final Consumer<ChildProcess> onDeath;
    private @Nullable KafkaBroker kafka;
    private @Nullable PostgresServer postgres;
    private boolean stopping;

    /** Tells the consumer of a process that ended though nobody had asked it to. */
    Children(Consumer<ChildProcess> onDeath) {
        this.onDeath = onDeath;
    }

    synchronized void kafka(KafkaBroker broker) {
        kafka = broker;
        watch(broker.process());
    }

    synchronized void postgres(PostgresServer server) {
        postgres = server;
        watch(server.process());
    }

    synchronized void service(ChildProcess service) {
        services.add(service);
        watch(service);
    }

    private void watch(ChildProcess process) {
        var _ = process.ended().thenRun(() -> died(process));
    }

    private void died(ChildProcess process) {
        synchronized (this) {
            if (stopping) {
                return;
            }
        }
        onDeath.accept(process);
    }

    /** Stops everything that was started; returns when nothing is left. */
    void stop() {
        List<ChildProcess> running;
        synchronized (this) {
            stopping = true;
            running = List.copyOf(services);
        }
        running.forEach(ChildProcess::requestStop);
        long end = System.nanoTime() + SERVICE_PATIENCE.toNanos();
        for (ChildProcess service : running) {
            service.stop(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
        KafkaBroker broker = kafka;
        if (broker != null) {
            broker.stop();
        }
        PostgresServer server = postgres;
        if (server != null) {
            server.stop();
        }
    }
}
