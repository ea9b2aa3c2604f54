package com.rescaleequity.platform.socket.frames;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.socket.frames.Inflow.Verdict;
import org.junit.jupiter.api.Test;

class InflowTest {

    private static final long START = 1_000_000;

    private final Inflow inflow = new Inflow(Pace.USUAL);

    @Test
    void burstOfTwentyIsTakenAndTheNextRefused() {
        // When
        for (int i = 0; i < 20; i++) {
            assertThat(inflow.arrived(START)).isEqualTo(Verdict.TAKE);
        }
        // Then
        assertThat(inflow.arrived(START)).isEqualTo(Verdict.REFUSE);
        assertThat(inflow.arrived(START + 100)).isEqualTo(Verdict.TAKE);
    }

    @Test
    void tenPerSecondGoOnForEver() {
        for (int i = 0; i < 1000; i++) {
            assertThat(inflow.arrived(START + i * 100L)).isEqualTo(Verdict.TAKE);
        }
    }

    @Test
    void whoStaysAboveForTenSecondsIsClosed() {
        // Given
        Verdict verdict = Verdict.TAKE;
        long now = START;
        // When
        while (verdict != Verdict.CLOSE && now < START + 60_000) {
            now += 20;
            verdict = inflow.arrived(now);
        }
        // Then
        assertThat(now - START).isBetween(10_000L, 11_500L);
    }
}
