package com.rescaleequity.platform.testing;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Timer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What holds for every module: neither its packages nor the files of one depend in rounds, and no
 * thread ends unnoticed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HouseRules {

    /** Who may start threads, and why. */
    private static final String[] STARTERS = {
        "com.rescaleequity.platform.runtime.Worker", // goes on, or tells that it cannot
        "com.rescaleequity.platform.runtime.ParentWatch", // waits once, and ends the process then
        "com.rescaleequity.platform.runtime.ProcessEnd", // ends the process
        "com.rescaleequity.order.engine.Replica", // a core that stops ends the process itself
        "com.rescaleequity.order.engine.Snapshots", // no loop: a task whenever one is due
        "com.rescaleequity.stream.subscription.Hub", // no loop: tasks of others, in their order
        "com.rescaleequity.local..*", // no service: whoever runs it sees it end
        "com.rescaleequity.systemtest..*", // likewise
    };

    private static final DescribedPredicate<JavaCall<?>> START_OF_A_THREAD =
            target(owner(equivalentTo(Thread.class)))
                    .and(target(nameMatching("<init>|ofPlatform|ofVirtual|startVirtualThread")))
                    .or(target(owner(equivalentTo(Executors.class))))
                    .or(target(owner(equivalentTo(Timer.class))))
                    .or(
                            target(owner(assignableTo(ExecutorService.class)))
                                    .and(target(nameMatching("<init>"))))
                    .as("starts a thread");

    /** The module's own classes, without its tests. */
    protected final JavaClasses classes;

    protected HouseRules(String... packages) {
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

    @Test
    void threadsAreStartedWhereTheirEndIsNoticed() {
        noClasses()
                .that()
                .haveNameNotMatching(String.join("|", STARTERS))
                .should()
                .callCodeUnitWhere(START_OF_A_THREAD)
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void processesEndInOneWay() {
        noClasses()
                .should()
                .callMethod("io.quarkus.runtime.Quarkus", "asyncExit", "int")
                .check(classes);
    }
}
