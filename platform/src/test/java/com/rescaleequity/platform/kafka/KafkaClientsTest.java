package com.rescaleequity.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {

    private static final String NOBODY = "127.0.0.1:1";

    @Test
    void aClientTakesEverySettingOfTheConfiguration() {
        KafkaClients kafka =
                KafkaClients.of(
                        Map.of("bootstrap.servers", NOBODY, "security.protocol", "NONSENSE"));

        assertThatThrownBy(() -> kafka.consumer("test"))
                .isInstanceOf(KafkaException.class)
                .hasStackTraceContaining("security.protocol");
        assertThatThrownBy(() -> kafka.producer("test", Map.of()))
                .hasStackTraceContaining("security.protocol");
    }

    @Test
    void noSettingTakesAwayWhatGuaranteesRestOn() {
        KafkaClients kafka =
                KafkaClients.of(
                        Map.of(
                                "bootstrap.servers",
                                NOBODY,
                                "acks",
                                "0",
                                "auto.offset.reset",
                                "nonsense",
                                "enable.auto.commit",
                                "nonsense"));

        // acks=0 beside idempotence, or a reset that Kafka does not know, would be refused.
        kafka.producer("test", Map.of()).close(Duration.ZERO);
        kafka.consumer("test").close();
    }

    @Test
    void metricsAreThereAsLongAsTheClientIs() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        KafkaClients kafka = new KafkaClients(Map.of("bootstrap.servers", NOBODY), registry);

        KafkaConsumer<byte[], byte[]> one = kafka.consumer("ledger");
        KafkaConsumer<byte[], byte[]> two = kafka.consumer("ledger");
        KafkaProducer<byte[], byte[]> producer = kafka.producer("outbox", Map.of());

        assertThat(clientIds(registry)).contains("ledger", "ledger-2", "outbox");

        one.close();
        two.close();
        producer.close();

        assertThat(registry.getMeters()).isEmpty();
        kafka.consumer("ledger").close();
    }

    @Test
    void aNameThatDoesNotResolveYetIsWaitedFor() throws InterruptedException {
        KafkaClients kafka = KafkaClients.at("no-such-host.invalid:9092");
        AtomicReference<Throwable> end = new AtomicReference<>();
        CountDownLatch begun = new CountDownLatch(1);
        Thread maker =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            begun.countDown();
                            try {
                                kafka.consumer("test").close();
                            } catch (RuntimeException e) {
                                end.set(e);
                            }
                        });

        begun.await();
        maker.join(1_500);
        assertThat(maker.isAlive()).isTrue();

        maker.interrupt();
        maker.join();
        assertThat(end.get()).isInstanceOf(InterruptException.class);
    }

    @Test
    void aProcessWithoutConfigurationTakesItsEnvironment() {
        KafkaClients kafka =
                KafkaClients.ofEnvironment(
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS",
                                NOBODY,
                                "KAFKA_SECURITY_PROTOCOL",
                                "NONSENSE"));

        assertThatThrownBy(() -> kafka.admin("test", Map.of()))
                .hasStackTraceContaining("security.protocol");
        assertThatThrownBy(() -> KafkaClients.ofEnvironment(Map.of("HOME", "/")))
                .hasMessageContaining("KAFKA_BOOTSTRAP_SERVERS");
    }

    @Test
    void noOtherMainCodeMakesClients() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        List<Path> offenders;
        try (Stream<Path> files = Files.walk(root)) {
            offenders =
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> file.toString().contains("/src/main/"))
                            .filter(file -> !file.toString().contains("/platform/kafka/"))
                            // Looks at a running exchange from outside, as its tests do.
                            .filter(file -> !file.toString().contains("/system-test/"))
                            .filter(KafkaClientsTest::makesClients)
                            .map(root::relativize)
                            .toList();
        }

        assertThat(offenders).as("KafkaClients makes all clients").isEmpty();
    }

    private static boolean makesClients(Path file) {
        try {
            String code = Files.readString(file);
            return code.contains("new KafkaConsumer")
                    || code.contains("new KafkaProducer")
                    || code.contains("KafkaShareConsumer")
                    || code.contains("Admin.create")
                    || code.contains("AdminClient.create");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> clientIds(SimpleMeterRegistry registry) {
        return registry.getMeters().stream()
                .map(meter -> String.valueOf(meter.getId().getTag("client.id")))
                .distinct()
                .toList();
    }
}
