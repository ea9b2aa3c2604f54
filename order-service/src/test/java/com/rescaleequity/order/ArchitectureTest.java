package com.rescaleequity.order;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.rescaleequity.platform.testing.HouseRules;
import org.junit.jupiter.api.Test;

/** Holds the boundaries that the design names. */
class ArchitectureTest extends HouseRules {

    ArchitectureTest() {
        super("com.rescaleequity.order");
    }

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
                .check(classes);
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
                .check(classes);
    }

    @Test
    void theEngineKnowsNeitherHttpNorHistory() {
        noClasses()
                .that()
                .resideInAPackage("..order.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..order.api..",
                        "..order.history..",
                        "..platform.errors..",
                        "..platform.http..",
                        "..platform.json..",
                        "..platform.view..",
                        "jakarta.ws.rs..")
                .check(classes);
    }
}
