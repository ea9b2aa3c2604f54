package com.rescaleequity.platform.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestMaintenance;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a service knows of maintenance that began before it did. */
class MaintenanceIT {

    private static final ExchangeInfrastructure INFRASTRUCTURE = new ExchangeInfrastructure();
    private static KafkaClients kafka;

    @BeforeAll
    static void startKafka() {
        INFRASTRUCTURE.init(Map.of());
        kafka = KafkaClients.at(INFRASTRUCTURE.start().get("kafka.bootstrap.servers"));
    }

    @AfterAll
    static void stopKafka() {
        INFRASTRUCTURE.stop();
    }

    @Test
    void aServiceThatStartsInMaintenanceLetsNoPrivateCallThrough() throws InterruptedException {
        // Given
        Maintenance running = started();
        try (TestMaintenance closed = new TestMaintenance(running)) {
            // When
            Maintenance restarted = started();

            // Then
            while (!restarted.isKnown()) {
                assertThatThrownBy(restarted::requireNone).isInstanceOf(ApiException.class);
                Thread.sleep(1);
            }
            assertThatThrownBy(restarted::requireNone).hasMessage(closed.message());
            assertThat(restarted.state()).isEqualTo(running.state());
        }
    }

    private static Maintenance started() {
        Maintenance maintenance = new Maintenance(kafka, Clock.systemUTC());
        maintenance.start();
        return maintenance;
    }
}
