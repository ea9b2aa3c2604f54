package com.rescaleequity.systemtest.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MediansTest {

    @Test
    void aMedianIsTheMiddleOneOrLiesBetweenTheMiddleTwo() {
        assertThat(Medians.median(7)).isEqualTo(7);
        assertThat(Medians.median(9, 1, 5)).isEqualTo(5);
        assertThat(Medians.median(9, 1, 5, 100)).isEqualTo(7);
    }
}
