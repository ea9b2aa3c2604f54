package com.rescaleequity.stream.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.limits.Policy;
import com.rescaleequity.platform.limits.RateLimits;
import java.time.Clock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkLimitsTest {

    private final Clock clock = Clock.systemUTC();
    private final WorkLimits work = new WorkLimits(new RateLimits(clock, true, 1, 1), clock);

    @ParameterizedTest
    @CsvSource({"2001:db8:1:2%02x::1, 4", "2001:db8:1:%x00::1, 16"})
    void whoHasNoKeyIsCountedByTheNetworksAroundHim(String pattern, int room) {
        int connected = 0;
        for (int i = 0; i < 2 * room; i++) {
            connected += connects(pattern.formatted(i)) ? 1 : 0;
        }

        // Nobody has more at once; what comes back with time is far less.
        assertThat(connected).isBetween(room, room + 1);
        assertThatCode(() -> work.beforeConnecting(null, "2001:db8:2::1", 1))
                .doesNotThrowAnyException();
    }

    /** With as many streams as an address may ask for at once. */
    private boolean connects(String address) {
        try {
            work.beforeConnecting(null, address, Math.toIntExact(Policy.WS_FRAMES.limit()));
            return true;
        } catch (ApiException e) {
            return false;
        }
    }
}
