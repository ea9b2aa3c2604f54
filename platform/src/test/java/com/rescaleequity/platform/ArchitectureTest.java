package com.rescaleequity.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.testing.Cycles;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Platform, and what is built before it and cannot use its tests. */
class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(
                            "com.rescaleequity.platform", "com.rescaleequity.local.infrastructure");

    @Test
    void packagesDependOnEachOtherInOneDirection() {
        assertThat(Cycles.ofPackages(CLASSES)).isEmpty();
    }

    @Test
    void filesOfAPackageDependOnEachOtherInOneDirection() {
        assertThat(Cycles.ofFiles(CLASSES)).isEmpty();
    }
}
