package com.rescaleequity.platform.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/**
 * Makes this process's Kafka clients: each with all {@code kafka.*} settings of the configuration
 * (addresses, TLS, SASL, timeouts), then what its user adds, then what our guarantees rest on.
 * While no address resolves yet, making one waits and says so; any thread may ask for one.
 */
@Singleton
public class KafkaClients {

    private static final Logger LOG = Logger.getLogger(KafkaClients.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String ENVIRONMENT_PREFIX = "KAFKA_";

    private static final Map<String, Object> CONSUMER =
            Map.of(
                    ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                    ByteArrayDeserializer.class,
                    ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                    ByteArrayDeserializer.class,
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    false,
                    ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                    false);
    private static final Map<String, Object> PRODUCER =
            Map.of(
                    ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                    ByteArraySerializer.class,
                    ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                    ByteArraySerializer.class,
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                    true);

    private final Map<String, Object> configured;
    private final MeterRegistry registry;
    // Two clients of one name would hide each other's metrics.
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /** From the configuration: every setting below {@code kafka.}, as Quarkus collects them. */
    @Inject
    public KafkaClients(
            @Identifier("default-kafka-broker") Map<String, Object> configured,
            MeterRegistry registry) {
        this.configured = new HashMap<>(configured);
        // Quarkus names a group after the application; our readers keep their positions themselves.
        this.configured.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.registry = registry;
    }

    /** For a process without configuration, from settings as Kafka names them. */
    public static KafkaClients of(Map<String, ?> settings) {
        return new KafkaClients(new HashMap<>(settings), new CompositeMeterRegistry());
    }

    /** For a process without configuration, with nothing but the address of the brokers. */
    public static KafkaClients at(String bootstrapServers) {
        return of(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** For a process without configuration: {@code KAFKA_SECURITY_PROTOCOL} and its like. */
    public static KafkaClients ofEnvironment(Map<String, String> environment) {
        Map<String, Object> settings = new HashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT_PREFIX)) {
                settings.put(
                        name.substring(ENVIRONMENT_PREFIX.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        value);
            }
        });
        if (!settings.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new IllegalArgumentException("KAFKA_BOOTSTRAP_SERVERS is not set");
        }
        return of(settings);
    }

    /** A reader of raw bytes from positions that its user keeps, never reset. */
    public KafkaConsumer<byte[], byte[]> consumer(String name) {
        return consumer(name, Map.of());
    }

    /**
     * A reader of raw bytes that commits nothing of itself.
     *
     * @param name what it is for, in its metrics and in the brokers' logs
     * @param own what it needs beside or instead of the configuration; positions are never reset
     *     unless it says so
     */
    public KafkaConsumer<byte[], byte[]> consumer(String name, Map<String, ?> own) {
        Map<String, Object> settings = new HashMap<>(configured);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.putAll(own);
        settings.putAll(CONSUMER);
        return whenResolved(name, settings, free -> new MeteredConsumer(settings, registry, free));
    }

    /**
     * A writer of raw bytes that is sure of a record only when all in-sync brokers have it.
     *
     * @param name what it is for, in its metrics and in the brokers' logs
     * @param own what it needs beside or instead of the configuration
     */
    public KafkaProducer<byte[], byte[]> producer(String name, Map<String, ?> own) {
        Map<String, Object> settings = new HashMap<>(configured);
        settings.putAll(own);
        settings.putAll(PRODUCER);
        return whenResolved(name, settings, free -> new MeteredProducer(settings, registry, free));
    }

    /** An administrator of topics. */
    public Admin admin(String name, Map<String, ?> own) {
        Map<String, Object> settings = new HashMap<>(configured);
        settings.putAll(own);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, name);
        return whenResolved(name, () -> Admin.create(settings));
    }

    private interface Maker<C> {

        /** Makes the client, which gives its name back when it closes. */
        C make(Runnable free);
    }

    private <C> C whenResolved(String name, Map<String, Object> settings, Maker<C> maker) {
        String unique = claim(name);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, unique);
        Runnable free = () -> names.remove(unique);
        try {
            return whenResolved(unique, () -> maker.make(free));
        } catch (RuntimeException e) {
            free.run();
            throw e;
        }
    }

    private String claim(String name) {
        String unique = name;
        for (int number = 2; !names.add(unique); number++) {
            unique = name + "-" + number;
        }
        return unique;
    }

    private static <C> C whenResolved(String name, Supplier<C> maker) {
        while (true) {
            try {
                return maker.get();
            } catch (KafkaException e) {
                if (!isUnresolved(e)) {
                    throw e;
                }
                LOG.warnf(
                        "No address of Kafka resolves yet for %s, trying again: %s",
                        name, reason(e));
                pause();
            }
        }
    }

    // Kafka has no exception of its own for it.
    private static boolean isUnresolved(KafkaException e) {
        return reason(e).contains("No resolvable bootstrap urls");
    }

    private static String reason(KafkaException e) {
        Throwable reason = e.getCause() instanceof ConfigException cause ? cause : e;
        return String.valueOf(reason.getMessage());
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
