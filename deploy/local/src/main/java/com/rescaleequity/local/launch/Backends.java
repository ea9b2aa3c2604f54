package com.rescaleequity.local.launch;

import com.rescaleequity.local.infrastructure.KafkaBroker;
import com.rescaleequity.local.infrastructure.PostgresServer;
import com.rescaleequity.platform.migration.Migrate;
import com.rescaleequity.platform.topics.CreateTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The running Kafka broker and PostgreSQL server, with topics, databases and schemas in place. */
final class Backends {

    private static final int BROKER_HEAP_MEGABYTES = 256;

    private final KafkaBroker kafka;
    private final PostgresServer postgres;
    private final Secrets secrets;

    private Backends(KafkaBroker kafka, PostgresServer postgres, Secrets secrets) {
        this.kafka = kafka;
        this.postgres = postgres;
        this.secrets = secrets;
    }

    /** Starts both at once. Whatever is started is given to the children first. */
    static Backends start(Path root, DataFolder data, Children children, Terminal terminal)
            throws IOException {
        long started = System.nanoTime();
        Secrets secrets = data.secrets();
        CompletableFuture<KafkaBroker> broker =
                inThread(() -> {
                    KafkaBroker kafka = startKafka(data);
                    children.kafka(kafka);
                    CreateTopics.createMissing(kafka.bootstrapServers(), (short) 1, true);
                    terminal.done("Kafka is ready", started);
                    return kafka;
                });
        CompletableFuture<PostgresServer> server =
                inThread(() -> {
                    PostgresServer postgres = startPostgres(data, secrets);
                    children.postgres(postgres);
                    Backends.prepareDatabases(root, postgres, secrets);
                    terminal.done("PostgreSQL is ready", started);
                    return postgres;
                });
        CompletableFuture.allOf(broker, server).join();
        return new Backends(broker.join(), server.join(), secrets);
    }

    private interface Start<T> {
        T run() throws IOException;
    }

    private static <T> CompletableFuture<T> inThread(Start<T> start) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        result.complete(start.run());
                    } catch (IOException | RuntimeException e) {
                        result.completeExceptionally(e);
                    }
                });
        return result;
    }

    private static KafkaBroker startKafka(DataFolder data) {
        return KafkaBroker.start(
                new KafkaBroker.Settings(
                        data.kafka(), data.log("kafka"), 0, BROKER_HEAP_MEGABYTES));
    }

    private static PostgresServer startPostgres(DataFolder data, Secrets secrets)
            throws IOException {
        return PostgresServer.start(
                new PostgresServer.Settings(
                        data.postgres(), data.log("postgres"), 0, secrets.text("postgres"), true));
    }

    private static void prepareDatabases(Path root, PostgresServer postgres, Secrets secrets)
            throws IOException {
        for (ServicePlan plan : ServicePlan.ALL) {
            String database = plan.database();
            if (database == null) {
                continue;
            }
            String ownerPassword = secrets.text(database + "_owner");
            postgres.createDatabase(database, ownerPassword, secrets.text(database + "_app"));
            Path scripts = root.resolve(plan.name()).resolve("target/classes/db/migration");
            Migrate.migrate(
                    new Migrate.Settings(
                            postgres.jdbcUrl(database),
                            database + "_owner",
                            ownerPassword,
                            database + "_app",
                            "filesystem:" + scripts));
        }
    }

    /** The settings by which a service finds its log and its database. */
    Map<String, String> environment(ServicePlan plan) {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        String database = plan.database();
        if (database != null) {
            environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", postgres.reactiveUrl(database));
            environment.put("QUARKUS_DATASOURCE_USERNAME", database + "_app");
            try {
                environment.put("QUARKUS_DATASOURCE_PASSWORD", secrets.text(database + "_app"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return environment;
    }
}
