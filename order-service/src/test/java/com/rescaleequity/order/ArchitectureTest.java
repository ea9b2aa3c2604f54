package com.rescaleequity.order;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.testing.Cycles;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the boundaries that the design names. */
class ArchitectureTest {

    /**
     * An account, its orders and their labels are one thing in three files; nothing else may be.
     */
    private static final Set<String> KNOT = inTrading("Account", "ClientOrderIds", "WorkingOrder");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("com.rescaleequity.order");

    @Test
    void theCoreDependsOnNothingButTheLanguageAndAgrona() {
        classes()
                .that()
                .resideInAPackage("..order.trading..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "com.rescaleequity.order.trading..",
                        "java.lang..",
                        "java.util..",
                        "java.math..",
                        "java.nio",
                        "java.nio.charset",
                        "org.agrona..",
                        "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void theCoreKnowsNoClockNoRandomAndNoThreads() {
        noClasses()
                .that()
                .resideInAPackage("..order.trading..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.time..",
                        "java.util.concurrent..",
                        "java.io..",
                        "java.nio.file..",
                        "java.nio.channels..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.UUID")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Math.class, "random")
                .check(CLASSES);
    }

    @Test
    void theEngineKnowsNeitherHttpNorHistory() {
        noClasses()
                .that()
                .resideInAPackage("..order.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..order.api..", "..order.history..")
                .check(CLASSES);
    }

    @Test
    void packagesDependOnEachOtherInOneDirection() {
        slices().matching("com.rescaleequity.order.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void filesOfAPackageDependOnEachOtherInOneDirection() {
        assertThat(Cycles.ofFiles(CLASSES)).allMatch(KNOT::containsAll);
    }

    private static Set<String> inTrading(String... files) {
        return Arrays.stream(files)
                .map(file -> "com.rescaleequity.order.trading." + file)
                .collect(Collectors.toSet());
    }
}
