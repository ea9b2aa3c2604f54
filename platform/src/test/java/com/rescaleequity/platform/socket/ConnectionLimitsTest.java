package com.rescaleequity.platform.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.limits.RateLimits;
import com.rescaleequity.platform.socket.delivery.QueuedBytes;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class ConnectionLimitsTest {

    private static ConnectionLimits limits(int most) {
        SocketSettings settings =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(SocketSettings.class)
                        .withDefaultValue("exchange.sockets.max-connections", "" + most)
                        .build()
                        .getConfigMapping(SocketSettings.class);
        return new ConnectionLimits(
                new RateLimits(Clock.systemUTC(), true, 1, 1), new QueuedBytes(1000), settings);
    }

    @Test
    void addressesOfOneNetworkCountTogether() {
        // Given
        ConnectionLimits limits = limits(10_000);
        // When
        for (int i = 0; i < 50; i++) {
            limits.reserve(null, "2001:db8:0:1::" + Integer.toHexString(i + 1));
        }
        // Then
        assertThatThrownBy(() -> limits.reserve(null, "2001:db8:0:1::ffff"))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LIMIT);
                            assertThat(e.details())
                                    .containsKeys("windowSeconds", "retryAfterMs", "limit");
                        });
        limits.reserve(null, "2001:db8:0:2::1");
        // When
        limits.release(null, "2001:db8:0:1::5");
        // Then
        limits.reserve(null, "2001:db8:0:1::ffff");
    }

    @Test
    void widerNetworksHaveFourTimesTheRoomEach() {
        // Given
        ConnectionLimits limits = limits(10_000);
        int taken = 0;
        // When
        try {
            for (int i = 0; i < 1000; i++) {
                limits.reserve(null, "2001:db8:0:" + Integer.toHexString(i % 256) + "::1");
                taken++;
            }
        } catch (ApiException e) {
            // Then
            assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LIMIT);
        }
        assertThat(taken).isEqualTo(200);
    }

    @Test
    void replicaThatIsFullRefusesEverybodyForAWhile() {
        // Given
        ConnectionLimits limits = limits(2);
        limits.reserve(null, "192.0.2.1");
        limits.reserve(null, "192.0.2.2");
        // Then
        assertThatThrownBy(() -> limits.requireRoom())
                .isInstanceOfSatisfying(
                        ApiException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
                            assertThat(e.details()).containsEntry("retryAfterMs", 10_000L);
                        });
        // When
        limits.release(null, "192.0.2.1");
        // Then
        limits.requireRoom();
    }
}
