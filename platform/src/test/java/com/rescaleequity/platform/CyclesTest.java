package com.rescaleequity.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.cycles.Hen;
import com.rescaleequity.platform.cycles.Nest;
import com.rescaleequity.platform.testing.Cycles;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CyclesTest {

    private final JavaClasses planted =
            new ClassFileImporter().importPackagesOf(Hen.class, Nest.class);

    @Test
    void filesThatNeedEachOtherAreFoundAndThoseBesideThemNot() {
        assertThat(Cycles.ofFiles(planted))
                .containsExactly(
                        Set.of(
                                "com.rescaleequity.platform.cycles.Egg",
                                "com.rescaleequity.platform.cycles.Hen"));
    }

    @Test
    void filesOfOnePackageAreNoCycleOfPackages() {
        assertThat(Cycles.ofPackages(planted)).isEmpty();
    }
}
