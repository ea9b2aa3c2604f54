package com.rescaleequity.platform.follower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.kafka.KafkaClients;
import io.quarkus.runtime.ShutdownEvent;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReadBarrierTest {

    @Test
    void aReadIsRefusedInTimeWhenTheLogCannotBeReached() {
        // Given nobody behind the address
        LogEnd logEnd = new LogEnd(KafkaClients.at("127.0.0.1:1"));
        logEnd.start();
        try {
            long start = System.nanoTime();

            // When
            ApiException refusal =
                    catchThrowableOfType(
                            ApiException.class,
                            () ->
                                    new ReadBarrier(logEnd, new Coverage())
                                            .await()
                                            .await()
                                            .atMost(Duration.ofMinutes(3)));

            // Then
            assertThat(refusal.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofMinutes(1));
        } finally {
            logEnd.stop(new ShutdownEvent());
        }
    }

    @Test
    void aReadIsRefusedWhenNoConsumerCanBeMade() {
        LogEnd logEnd = new LogEnd(KafkaClients.at("not an address"));
        logEnd.start();
        try {
            ApiException refusal =
                    catchThrowableOfType(
                            ApiException.class,
                            () ->
                                    new ReadBarrier(logEnd, new Coverage())
                                            .await()
                                            .await()
                                            .atMost(Duration.ofMinutes(3)));

            assertThat(refusal.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
        } finally {
            logEnd.stop(new ShutdownEvent());
        }
    }

    @Test
    void aPublicReadGoesAheadWithItsAgeWhenTheLogCannotBeReached() {
        LogEnd logEnd = new LogEnd(KafkaClients.at("127.0.0.1:1"));
        logEnd.start();
        try {
            OptionalLong age =
                    new ReadBarrier(logEnd, new Coverage())
                            .awaitBriefly()
                            .await()
                            .atMost(Duration.ofSeconds(20));

            assertThat(age).isPresent();
            assertThat(age.getAsLong()).isGreaterThanOrEqualTo(200);
        } finally {
            logEnd.stop(new ShutdownEvent());
        }
    }
}
