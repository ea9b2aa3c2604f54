package com.rescaleequity.stream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.rescaleequity.platform.testing.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends HouseRules {

    ArchitectureTest() {
        super("com.rescaleequity.stream");
    }

    @Test
    void subscriptionsDoNotReadTopicsOrWriteSockets() {
        noClasses()
                .that()
                .resideInAPackage("..stream.subscription..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "org.apache.kafka..", "io.quarkus.websockets..")
                .check(classes);
    }
}
