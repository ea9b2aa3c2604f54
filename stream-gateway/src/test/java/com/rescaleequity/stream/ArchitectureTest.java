package com.rescaleequity.stream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.testing.Cycles;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("com.rescaleequity.stream");

    @Test
    void featuresFormNoCycle() {
        slices().matching("com.rescaleequity.stream.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void deliveryKnowsNoKafkaAndNoSocket() {
        noClasses()
                .that()
                .resideInAPackage("..stream.delivery..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "io.vertx..", "jakarta..", "org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void subscriptionsDoNotReadTopicsOrWriteSockets() {
        noClasses()
                .that()
                .resideInAPackage("..stream.subscription..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "org.apache.kafka..", "io.quarkus.websockets..")
                .check(CLASSES);
    }

    @Test
    void filesOfAPackageDependOnEachOtherInOneDirection() {
        assertThat(Cycles.ofFiles(CLASSES)).isEmpty();
    }
}
