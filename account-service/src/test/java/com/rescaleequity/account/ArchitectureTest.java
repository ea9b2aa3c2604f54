package com.rescaleequity.account;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
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
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("com.rescaleequity.account");

    @Test
    void featuresDependOnEachOtherInOneDirection() {
        slices().matching("com.rescaleequity.account.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void nothingDependsOnTheApi() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..account.api..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..account.api..")
                .check(CLASSES);
    }

    @Test
    void apiTouchesNoStore() {
        noClasses()
                .that()
                .resideInAPackage("..account.api..")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Store")
                .check(CLASSES);
    }

    @Test
    void journalIsDerivedByPureCode() {
        classes()
                .that()
                .haveNameMatching(
                        ".*\\.ledger\\.(Journal|JournalEntry|Posting|EntryKind|AverageCost|Market"
                                + "|BalanceKey|AccountBalance|LedgerFold.*)")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.util..",
                        "java.math..",
                        "org.jspecify..",
                        "com.google.protobuf..",
                        "com.rescaleequity.protocol..",
                        "com.rescaleequity.platform.follower..",
                        "com.rescaleequity.platform.view..",
                        "com.rescaleequity.account.ledger..")
                .check(CLASSES);
    }

    @Test
    void filesOfAPackageDependOnEachOtherInOneDirection() {
        assertThat(Cycles.ofFiles(CLASSES)).isEmpty();
    }
}
