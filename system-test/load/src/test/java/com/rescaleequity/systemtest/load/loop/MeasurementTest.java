package com.rescaleequity.systemtest.load.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.rescaleequity.systemtest.load.wire.Answer;
import com.rescaleequity.systemtest.load.wire.CallKind;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final Answer OK = new Answer(200, new byte[0], 0);

    private final Measurement measurement = new Measurement(0, SECOND, 3 * SECOND);

    @Test
    void latencyCountsFromWhenACallWasDueAndNotFromWhenItWasSent() {
        measurement.answered(CallKind.CREATE, SECOND, 2 * SECOND, 2 * SECOND + 1_000_000, OK);

        assertThat(measurement.all().millis(100)).isCloseTo(1_001, within(1.0));
        assertThat(measurement.byKind()).containsOnlyKeys(CallKind.CREATE);
    }

    @Test
    void aRefusalCountsFromWhenItWasSentAndIsNoLatencyOfOrders() {
        byte[] body = "{\"error\":{\"code\":\"OVERLOADED\"}}".getBytes(StandardCharsets.US_ASCII);
        Answer refusal = new Answer(503, body, body.length);

        measurement.answered(CallKind.CREATE, SECOND, 2 * SECOND, 2 * SECOND + 1_000_000, refusal);

        assertThat(measurement.all().count()).isZero();
        assertThat(measurement.refused().get("OVERLOADED").millis(100)).isCloseTo(1, within(0.01));
    }

    @Test
    void whatWasGivenUpCountsForAsLongAsItWasWaitedFor() {
        measurement.notSent(SECOND, 2 * SECOND);
        measurement.answered(CallKind.CREATE, SECOND, SECOND, 3 * SECOND, Answer.NONE);

        assertThat(measurement.unsent()).isEqualTo(1);
        assertThat(measurement.failed()).isEqualTo(1);
        assertThat(measurement.all().millis(50)).isCloseTo(1_000, within(1.0));
        assertThat(measurement.all().millis(100)).isCloseTo(2_000, within(2.0));
    }

    @Test
    void onlyTheWindowIsMeasuredButEverySecondIsShown() {
        measurement.answered(CallKind.CREATE, 0, 0, SECOND / 2, OK);
        measurement.answered(CallKind.CREATE, 0, 0, SECOND + 1, OK);
        measurement.answered(CallKind.CREATE, SECOND, SECOND, 4 * SECOND, OK);

        assertThat(measurement.inTime()).isEqualTo(1);
        assertThat(measurement.acknowledged()).isEqualTo(3);
        assertThat(measurement.all().count()).isEqualTo(1);
        assertThat(measurement.perSecond()).containsExactly(1, 1, 0, 0, 1);
    }
}
