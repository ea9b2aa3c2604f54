package com.rescaleequity.order.trading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation must notice each of the mistakes in {@link PlantedDefect} soon. */
class PlantedDefectsTest {

    private static final int SEEDS = 20;
    private static final int STEPS = 1000;

    @Test
    void coreWithoutDefectPasses() throws ReflectiveOperationException {
        assertThat(new DefectiveCoreLoader(null).firstFailure(SEEDS, STEPS)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void defectIsCaught(PlantedDefect defect) throws ReflectiveOperationException {
        assertThat(new DefectiveCoreLoader(defect).firstFailure(SEEDS, STEPS)).isNotNull();
    }
}
