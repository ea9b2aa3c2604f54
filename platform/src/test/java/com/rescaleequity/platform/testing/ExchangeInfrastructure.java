package com.rescaleequity.platform.testing;

import com.rescaleequity.local.infrastructure.KafkaBroker;
import com.rescaleequity.local.infrastructure.PostgresServer;
import com.rescaleequity.platform.auth.Signatures;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.migration.Migrate;
import com.rescaleequity.platform.topics.CreateTopics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts a real Kafka broker and, when given a {@code database}, a real PostgreSQL with that
 * database migrated from the module's own scripts; gives the service under test its settings. Rate
 * limits are off unless {@code rate-limits} is true.
 */
public class ExchangeInfrastructure implements QuarkusTestResourceLifecycleManager {

    /** The key of the operator "tester". */
    public static final String OPERATOR_KEY = "operator-key-of-the-tests";

    /** A wrapping key with which nothing new is wrapped. */
    public static final String OLDER_WRAPPING_KEY = "/".repeat(42) + "8=";

    /** The key of the approver "seconder". */
    public static final String APPROVER_KEY = "approver-key-of-the-tests";

    /** The key of the viewer "looker". */
    public static final String VIEWER_KEY = "viewer-key-of-the-tests";

    private static final String APP_PASSWORD = "app";
    private static final String OWNER_PASSWORD = "owner";

    private @Nullable KafkaBroker kafka;
    private @Nullable PostgresServer postgres;
    private String database = "";
    private String rateLimits = "false";
    private String environment = "sandbox";

    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.getOrDefault("database", "");
        environment = arguments.getOrDefault("environment", "sandbox");
        rateLimits =
                arguments.getOrDefault(
                        "rate-limits", String.valueOf(environment.equals("production")));
    }

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("exchange-test");
            Map<String, String> settings = new HashMap<>();
            KafkaBroker broker =
                    KafkaBroker.start(KafkaBroker.Settings.in(folder.resolve("kafka")));
            kafka = broker;
            CreateTopics.createMissing(KafkaClients.at(broker.bootstrapServers()), (short) 1, true);
            settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
            if (!database.isEmpty()) {
                startPostgres(folder, settings);
            }
            settings.put("exchange.secret-wrapping-key-file", wrappingKey(folder).toString());
            settings.put("exchange.operators-file", operators(folder).toString());
            settings.put("exchange.environment", environment);
            settings.put("exchange.rate-limits.enabled", rateLimits);
            settings.put("exchange.http.body-patience", "4s");
            settings.put("quarkus.http.test-port", "0");
            settings.put("quarkus.management.test-port", "0");
            TestKeys.configure(broker.bootstrapServers(), wrappingKey(folder).toString());
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (postgres != null) {
            postgres.stop();
        }
        if (kafka != null) {
            kafka.stop();
        }
    }

    private void startPostgres(Path folder, Map<String, String> settings) {
        PostgresServer server =
                PostgresServer.start(PostgresServer.Settings.forTests(folder.resolve("postgres")));
        postgres = server;
        server.createDatabase(database, OWNER_PASSWORD, APP_PASSWORD);
        Migrate.migrate(
                new Migrate.Settings(
                        server.jdbcUrl(database),
                        database + "_owner",
                        OWNER_PASSWORD,
                        database + "_app",
                        "filesystem:src/main/resources/db/migration"));
        settings.put("quarkus.datasource.reactive.url", server.reactiveUrl(database));
        settings.put("quarkus.datasource.username", database + "_app");
        settings.put("quarkus.datasource.password", APP_PASSWORD);
    }

    private static Path operators(Path folder) throws IOException {
        String text =
                """
                {"operators":[{"name":"tester","role":"operator","keySha256":"%s"},
                 {"name":"seconder","role":"approver","keySha256":"%s"},
                 {"name":"looker","role":"viewer","keySha256":"%s"}]}\
                """
                        .formatted(
                                HexFormat.of().formatHex(Signatures.keyHash(OPERATOR_KEY)),
                                HexFormat.of().formatHex(Signatures.keyHash(APPROVER_KEY)),
                                HexFormat.of().formatHex(Signatures.keyHash(VIEWER_KEY)));
        return Files.writeString(folder.resolve("operators.json"), text);
    }

    private static Path wrappingKey(Path folder) throws IOException {
        Path file = folder.resolve("wrapping.key");
        if (!Files.exists(file)) {
            String newest = Base64.getEncoder().encodeToString(new byte[32]);
            Files.write(file, List.of(newest, OLDER_WRAPPING_KEY));
        }
        return file;
    }
}
