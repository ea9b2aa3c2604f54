package com.rescaleequity.systemtest.load.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    private final Latencies latencies = new Latencies();

    @Test
    void percentilesAreThoseOfTheRecordedCalls() {
        for (int millis = 1; millis <= 1_000; millis++) {
            latencies.record(TimeUnit.MILLISECONDS.toNanos(millis));
        }

        assertThat(latencies.count()).isEqualTo(1_000);
        assertThat(latencies.millis(50)).isCloseTo(500, within(0.5));
        assertThat(latencies.millis(99)).isCloseTo(990, within(1.0));
        assertThat(latencies.millis(99.9)).isCloseTo(999, within(1.0));
        assertThat(latencies.millis(100)).isCloseTo(1_000, within(1.0));
    }

    @Test
    void nothingTakesNoTime() {
        assertThat(latencies.millis(99)).isZero();
        assertThat(latencies.curve()).allMatch(point -> point.millis() == 0);
    }

    @Test
    void whatTookLongerThanCanBeKeptCountsAsTheLongest() {
        latencies.record(TimeUnit.HOURS.toNanos(1));
        latencies.record(-5);

        assertThat(latencies.count()).isEqualTo(2);
        assertThat(latencies.millis(100)).isCloseTo(120_000, within(200.0));
    }

    @Test
    void theCurveRises() {
        for (int i = 0; i < 10_000; i++) {
            latencies.record(i * 7_919L % 1_000_003 * 1_000);
        }

        assertThat(latencies.curve())
                .extracting(Latencies.Point::millis)
                .isSortedAccordingTo(Double::compare);
    }
}
