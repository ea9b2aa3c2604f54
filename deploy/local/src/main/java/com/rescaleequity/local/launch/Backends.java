package com.rescaleequity.local.launch;

import com.rescaleequity.local.infrastructure.FreePort;
import com.rescaleequity.local.infrastructure.KafkaBroker;
import com.rescaleequity.local.infrastructure.PostgresAddress;
import com.rescaleequity.local.infrastructure.PostgresServer;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.migration.Migrate;
import com.rescaleequity.platform.topics.CreateTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The Kafka broker and the PostgreSQL server, with topics, databases and schemas in place. */
record Backends(String bootstrapServers, PostgresAddress postgres, Secrets secrets) {

    private static final int BROKER_HEAP_MEGABYTES = 256;

    /** Starts both at once; returns when services can work with them. */
    static Backends start(Path root, DataFolder data, Supervisor supervisor) throws IOException {
        Secrets secrets = data.secrets();
        PostgresServer.Settings tables =
                new PostgresServer.Settings(
                        data.postgres(),
                        data.log("postgres"),
                        FreePort.find(),
                        secrets.text("postgres"),
                        true);
        KafkaBroker.Settings log =
                new KafkaBroker.Settings(
                        data.kafka(), data.log("kafka"), FreePort.find(), BROKER_HEAP_MEGABYTES);
        Supervised server =
                supervisor.backend(
                        "PostgreSQL", () -> PostgresServer.launch(tables), Share.FOLLOWER);
        Supervised broker = supervisor.backend("Kafka", () -> KafkaBroker.launch(log), Share.EVEN);
        Backends backends =
                new Backends(
                        "127.0.0.1:" + log.port(),
                        new PostgresAddress(tables.port(), tables.password()),
                        secrets);
        CompletableFuture<Void> topics =
                inThread(() -> {
                    supervisor.awaitReady(broker);
                    CreateTopics.createMissing(
                            KafkaClients.at(backends.bootstrapServers()), (short) 1, true);
                });
        supervisor.awaitReady(server);
        backends.prepareDatabases(root);
        topics.join();
        return backends;
    }

    private interface Preparation {
        void run() throws IOException;
    }

    private static CompletableFuture<Void> inThread(Preparation preparation) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        preparation.run();
                        result.complete(null);
                    } catch (IOException | RuntimeException e) {
                        result.completeExceptionally(e);
                    }
                });
        return result;
    }

    private void prepareDatabases(Path root) throws IOException {
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
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
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
