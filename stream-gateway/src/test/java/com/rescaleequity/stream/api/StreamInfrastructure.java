package com.rescaleequity.stream.api;

import com.rescaleequity.local.infrastructure.KafkaBroker;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.topics.CreateTopics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * A broker for the gateway, which has no database; the argument {@code limits=on} turns its limits
 * on, with short waits unless {@code waits=usual}. It tells the test where the broker is by system
 * properties, because Quarkus may load a test resource and its test with different class loaders.
 */
public class StreamInfrastructure implements QuarkusTestResourceLifecycleManager {

    private boolean limited;
    private boolean impatient;
    private KafkaBroker kafka;

    @Override
    public void init(Map<String, String> arguments) {
        limited = "on".equals(arguments.get("limits"));
        impatient = limited && !"usual".equals(arguments.get("waits"));
    }

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("stream-test");
            kafka = KafkaBroker.start(KafkaBroker.Settings.in(folder.resolve("kafka")));
            CreateTopics.createMissing(KafkaClients.at(kafka.bootstrapServers()), (short) 1, true);
            Path key = folder.resolve("wrapping.key");
            Files.writeString(key, Base64.getEncoder().encodeToString(new byte[32]));
            System.setProperty("exchange.test.kafka", kafka.bootstrapServers());
            System.setProperty("exchange.test.wrapping-key-file", key.toString());
            return settings(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.stop();
        }
    }

    private Map<String, String> settings(Path wrappingKey) {
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        settings.put("exchange.environment", "sandbox");
        settings.put("exchange.secret-wrapping-key-file", wrappingKey.toString());
        settings.put("exchange.rate-limits.enabled", Boolean.toString(limited));
        settings.put("exchange.sockets.shutdown-notice", "200ms");
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.management.test-port", "0");
        if (limited) {
            settings.put("exchange.allowed-origins", "https://console.example");
        }
        if (impatient) {
            settings.put("exchange.sockets.auth-patience", "1s");
            settings.put("exchange.sockets.silence", "3s");
            settings.put("quarkus.websockets-next.server.auto-ping-interval", "1s");
        }
        return settings;
    }
}
