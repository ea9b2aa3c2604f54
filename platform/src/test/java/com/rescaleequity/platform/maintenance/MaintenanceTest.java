package com.rescaleequity.platform.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.protocol.market.ExchangeState;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MaintenanceTest {

    private static final long NOW = 1_760_000_000_000L;
    private static final ExchangeState CLOSED =
            ExchangeState.newBuilder()
                    .setMaintenance(true)
                    .setMessage("Disks are changed.")
                    .setUntil(NOW + 20_000)
                    .setUpdatedAt(NOW - 2)
                    .build();

    private final Maintenance maintenance =
            new Maintenance(
                    KafkaClients.at("127.0.0.1:1"),
                    Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

    @Test
    void aPrivateCallIsRefusedWithWhatOperatorsSay() {
        maintenance.take(CLOSED.toByteArray());

        ApiException refusal = refusal();

        assertThat(refusal.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
        assertThat(refusal).hasMessage("Disks are changed.");
        assertThat(refusal.details())
                .containsEntry("maintenance", true)
                .containsEntry("until", NOW + 20_000)
                .containsEntry("retryAfterMs", 20_000L);
    }

    @Test
    void itEndsWithALaterRecordAndNotWithAnEarlierOne() {
        maintenance.take(CLOSED.toByteArray());

        maintenance.take(ExchangeState.newBuilder().setUpdatedAt(NOW - 3).build().toByteArray());
        maintenance.take(null);
        maintenance.take(new byte[] {1, 2, 3});
        assertThat(maintenance.state()).isEqualTo(CLOSED);

        maintenance.take(ExchangeState.newBuilder().setUpdatedAt(NOW).build().toByteArray());
        assertThat(maintenance.state().getMaintenance()).isFalse();
    }

    @Test
    void noPrivateCallGoesOnWhileNobodyKnows() {
        // Nothing has been read here.
        assertThat(refusal().details()).doesNotContainKey("maintenance");
    }

    private ApiException refusal() {
        return catchThrowableOfType(ApiException.class, maintenance::requireNone);
    }
}
