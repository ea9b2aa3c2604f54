package com.rescaleequity.market;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.rescaleequity.market.candle.Candle;
import com.rescaleequity.market.candle.CandleRange;
import com.rescaleequity.market.candle.RecentCandles;
import com.rescaleequity.market.candle.RunningCandles;
import com.rescaleequity.market.depth.DepthBook;
import com.rescaleequity.market.feed.PublicMarkets;
import com.rescaleequity.market.ticker.TickerWindow;
import com.rescaleequity.platform.follower.FollowerHost;
import com.rescaleequity.platform.follower.ReadBarrier;
import com.rescaleequity.platform.testing.HouseRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends HouseRules {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("com.rescaleequity.market");

    ArchitectureTest() {
        super("com.rescaleequity.market");
    }

    @Test
    void resourcesTouchNoTables() {
        noClasses()
                .that()
                .resideInAPackage("..market.api..")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Store")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.mutiny.sqlclient..", "..market.publish..")
                .check(CLASSES);
    }

    @Test
    void resourcesReachTheMarketsOnlyByTheReadsThatTellTheirAge() {
        noClasses()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(PublicMarkets.class, FollowerHost.class, ReadBarrier.class)
                .check(CLASSES);
    }

    @Test
    void marketArithmeticKnowsNoFrameworkAndNoClock() {
        noClasses()
                .that()
                .belongToAnyOf(
                        Candle.class,
                        CandleRange.class,
                        RecentCandles.class,
                        RunningCandles.class,
                        TickerWindow.class,
                        DepthBook.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io..", "jakarta..", "java.time..", "org.apache..")
                .check(CLASSES);
    }
}
