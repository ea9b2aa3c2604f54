package com.rescaleequity.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds for every module: neither its packages nor the files of one depend in rounds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OneDirection {

    /** The module's own classes, without its tests. */
    protected final JavaClasses classes;

    protected OneDirection(String... packages) {
        classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(packages);
    }

    @Test
    void packagesDependOnEachOtherInOneDirection() {
        assertThat(Cycles.ofPackages(classes)).isEmpty();
    }

    @Test
    void filesOfAPackageDependOnEachOtherInOneDirection() {
        assertThat(Cycles.ofFiles(classes)).isEmpty();
    }
}
