package com.rescaleequity.account;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.rescaleequity.platform.testing.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends HouseRules {

    ArchitectureTest() {
        super("com.rescaleequity.account");
    }

    @Test
    void nothingDependsOnTheApi() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..account.api..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..account.api..")
                .check(classes);
    }

    @Test
    void apiTouchesNoStore() {
        noClasses()
                .that()
                .resideInAPackage("..account.api..")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Store")
                .check(classes);
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
                .check(classes);
    }
}
