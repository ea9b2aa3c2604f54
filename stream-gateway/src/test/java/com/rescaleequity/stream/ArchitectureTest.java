package com.rescaleequity.stream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.rescaleequity.platform.testing.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends HouseRules {

    ArchitectureTest() {
        super("com.rescaleequity.stream");
    }

    @Test
    void deliveryKnowsNoKafkaAndNoSocket() {
        noClasses()
                .that()
                .resideInAPackage("..stream.delivery..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "io.vertx..", "jakarta..", "org.apache.kafka..")
                .check(classes);
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
