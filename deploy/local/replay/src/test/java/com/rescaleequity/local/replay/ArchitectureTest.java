package com.rescaleequity.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.testing.Cycles;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The replays' own packages. */
class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("com.rescaleequity.local");

    @Test
    void packagesDependOnEachOtherInOneDirection() {
        assertThat(Cycles.ofPackages(CLASSES)).isEmpty();
    }

    @Test
    void filesOfAPackageDependOnEachOtherInOneDirection() {
        assertThat(Cycles.ofFiles(CLASSES)).isEmpty();
    }
}
