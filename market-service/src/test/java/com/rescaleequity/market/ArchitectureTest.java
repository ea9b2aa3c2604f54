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
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends HouseRules {

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
                .check(classes);
    }

    @Test
    void resourcesReachTheMarketsOnlyByTheReadsThatTellTheirAge() {
        noClasses()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(PublicMarkets.class, FollowerHost.class, ReadBarrier.class)
                .check(classes);
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
                .check(classes);
    }
}
