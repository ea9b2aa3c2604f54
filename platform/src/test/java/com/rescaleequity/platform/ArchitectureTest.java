package com.rescaleequity.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.testing.Cycles;
import com.rescaleequity.platform.testing.HouseRules;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** Platform, and what is built before it and cannot use its tests. */
class ArchitectureTest extends HouseRules {

    ArchitectureTest() {
        super("com.rescaleequity.platform", "com.rescaleequity.local.infrastructure");
    }

    @Test
    void deliveryKnowsNoKafkaAndNoSocket() {
        noClasses()
                .that()
                .resideInAPackage("..platform.socket.delivery..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "io.vertx..", "jakarta..", "org.apache.kafka..")
                .check(classes);
    }

    /** Its files are generated, and refer to each other as the generator likes. */
    @Test
    void packagesOfTheProtocolDependOnEachOtherInOneDirection() {
        assertThat(
                        Cycles.ofPackages(
                                new ClassFileImporter()
                                        .importPackages("com.rescaleequity.protocol")))
                .isEmpty();
    }
}
