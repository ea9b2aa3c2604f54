package com.rescaleequity.local.replay.lobster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.local.replay.mirror.LevelKey;
import com.rescaleequity.local.replay.mirror.LevelSide;
import com.rescaleequity.local.replay.mirror.LiveBook;
import com.rescaleequity.local.replay.mirror.Mirror;
import com.rescaleequity.local.replay.mirror.NaiveMarket;
import com.rescaleequity.local.replay.mirror.NaiveMarket.Print;
import com.rescaleequity.local.replay.mirror.OrderCaps;
import com.rescaleequity.platform.decimal.Units;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LobsterFollowerTest {

    private static final OrderCaps CAPS =
            new OrderCaps(
                    1, Units.of("100000"), Units.of("10000000"), Units.ONE / 5, Units.ONE / 5);

    @TempDir Path folder;

    private final NaiveMarket market = new NaiveMarket();
    private final Mirror mirror = new Mirror(new LiveBook(), market);
    private final LobsterCounts counts = new LobsterCounts();
    private final LobsterFollower follower = new LobsterFollower(mirror, CAPS, counts);

    private boolean apply(String message, String row) throws IOException, InterruptedException {
        return follower.apply(LobsterMessage.parse(message), LobsterRow.parse(row));
    }

    private Map<Long, Long> top(LevelSide side, int depth) {
        Map<Long, Long> top = new TreeMap<>(side.bestFirst());
        market.depth(side).entrySet().stream()
                .limit(depth)
                .forEach(level -> top.put(level.getKey(), level.getValue()));
        return top;
    }

    private static long dollars(String price) {
        return Units.of(price);
    }

    @RepeatedTest(10)
    void everyRowIsShownAndOnlyLevelsFromOutOfViewAreNotExplained(RepetitionInfo repetition)
            throws IOException, InterruptedException {
        // Given
        long seed = 500L + repetition.getCurrentRepetition();
        Path file = new LobsterGenerator(seed, 10, 5_853_300).write(folder, 400);

        try (LobsterFiles files = LobsterFiles.open(file)) {
            for (var line = files.next(); line != null; line = files.next()) {
                // When
                assertThat(follower.apply(line.message(), line.row())).isTrue();

                // Then
                assertThat(top(LevelSide.BID, 10)).as("seed %d", seed).isEqualTo(line.row().bids());
                assertThat(top(LevelSide.ASK, 10)).as("seed %d", seed).isEqualTo(line.row().asks());
            }
        }
        assertThat(counts.contradictions).isZero();
        assertThat(counts.deviations).isZero();
        assertThat(counts.awayFromBest).isZero();
        assertThat(counts.executions).isPositive();
        assertThat(counts.hidden).isPositive();
        assertThat(counts.revealedLevels).isPositive();
        assertThat(counts.seededLevels).isGreaterThanOrEqualTo(19);
    }

    @Test
    void submittedOrderIsTakenCancelledInPartAndDeleted() throws IOException, InterruptedException {
        // Given
        apply("34200.1,1,7,18,5853300,1", "5859400,200,5853300,18");
        assertThat(market.depth(LevelSide.ASK))
                .containsExactly(Map.entry(dollars("585.94"), dollars("200")));

        // When
        apply("34200.2,4,7,8,5853300,1", "5859400,200,5853300,10");
        apply("34200.3,2,7,4,5853300,1", "5859400,200,5853300,6");
        apply("34200.4,5,0,500,5856000,1", "5859400,200,5853300,6");
        apply("34200.5,7,0,0,-1,-1", "5859400,200,5853300,6");

        // Then
        assertThat(market.prints())
                .containsExactly(new Print(dollars("585.33"), dollars("8"), "sell"));
        assertThat(market.depth(LevelSide.BID))
                .containsExactly(Map.entry(dollars("585.33"), dollars("6")));

        // When
        apply("34200.6,3,7,6,5853300,1", "5859400,200,-9999999999,0");

        // Then
        assertThat(market.depth(LevelSide.BID)).isEmpty();
        assertThat(counts.contradictions).isZero();
        assertThat(counts.hidden).isEqualTo(1);
        assertThat(counts.halts).isEqualTo(1);
        assertThat(counts.ofEarlierOrders).isZero();
    }

    @Test
    void ordersFromBeforeTheFileComeFromTheFirstRow() throws IOException, InterruptedException {
        apply("34200.1,4,99,50,5859400,-1", "5859400,200,5853300,18");
        assertThat(market.prints())
                .containsExactly(new Print(dollars("585.94"), dollars("50"), "buy"));
        apply("34200.2,3,98,200,5859400,-1", "5860000,3,5853300,18");
        assertThat(counts.ofEarlierOrders).isEqualTo(2);
        assertThat(counts.revealedLevels).isEqualTo(1);
        assertThat(counts.contradictions).isZero();
        assertThat(market.depth(LevelSide.ASK))
                .containsExactly(Map.entry(dollars("586"), dollars("3")));
    }

    @Test
    void levelThatChangedOutOfViewIsTakenFromTheRow() throws IOException, InterruptedException {
        // Given
        apply("34200.1,1,1,10,5850000,1", "5860000,5,5850000,10");
        apply("34200.2,1,2,20,5851000,1", "5860000,5,5851000,20");
        assertThat(market.depth(LevelSide.BID)).hasSize(2);

        // When
        apply("34200.3,3,2,20,5851000,1", "5860000,5,5850500,7");

        // Then
        assertThat(market.depth(LevelSide.BID))
                .containsExactly(
                        Map.entry(dollars("585.05"), dollars("7")),
                        Map.entry(dollars("585"), dollars("10")));
        assertThat(counts.revealedLevels).isEqualTo(1);
        assertThat(counts.contradictions).isZero();
    }

    @Test
    void rowThatNoMessageExplainsIsAContradictionAndIsFollowed()
            throws IOException, InterruptedException {
        apply("34200.1,1,1,10,5850000,1", "5860000,5,5850000,10");
        apply("34200.2,2,1,3,5850000,1", "5860000,5,5850000,6");
        assertThat(counts.contradictions).isEqualTo(1);
        assertThat(market.depth(LevelSide.BID))
                .containsExactly(Map.entry(dollars("585"), dollars("6")));
    }

    @Test
    void crossedRowCannotBeShownAndItsOrderComesWhenTheBookIsStraightAgain()
            throws IOException, InterruptedException {
        // Given
        apply("34200.1,1,1,10,5850000,1", "5860000,5,5850000,10");

        // When
        assertThat(apply("34200.2,1,2,4,5860000,1", "5860000,5,5860000,4")).isFalse();
        assertThat(market.depth(LevelSide.ASK)).containsOnlyKeys(dollars("586"));
        assertThat(apply("34200.3,3,3,5,5860000,-1", "5861000,5,5860000,4")).isTrue();

        // Then
        assertThat(counts.crossedRows).isEqualTo(1);
        assertThat(counts.contradictions).isZero();
        assertThat(market.depth(LevelSide.BID)).containsEntry(dollars("586"), dollars("4"));
        assertThat(mirror.live().at(new LevelKey(LevelSide.ASK, dollars("586")))).isEmpty();
    }

    @Test
    void filesOfUnequalLengthAndForeignLinesAreRefused() throws IOException {
        Path messages = folder.resolve("X_2012-06-21_34200000_57600000_message_1.csv");
        Path rows = folder.resolve("X_2012-06-21_34200000_57600000_orderbook_1.csv");
        assertThat(LobsterFiles.recognises(messages)).isTrue();
        assertThat(LobsterFiles.recognises(folder.resolve("btcusdt.gz"))).isFalse();
        assertThat(LobsterFiles.asset(rows)).isEqualTo("XX");
        assertThat(LobsterFiles.asset(Path.of("AAPL_2012-06-21_34200000_57600000_message_10.csv")))
                .isEqualTo("AAPL");
        Files.writeString(messages, "34200.1,1,7,18,5853300,1\nnonsense\n");
        assertThatThrownBy(() -> LobsterFiles.open(messages)).hasMessageContaining("both files");
        Files.writeString(rows, "5859400,200,5853300,18\n");
        try (LobsterFiles files = LobsterFiles.open(rows)) {
            assertThat(files.next()).isNotNull();
            assertThatThrownBy(files::next).hasMessageContaining("same number of lines");
        }
        assertThatThrownBy(() -> LobsterMessage.parse("nonsense")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> LobsterMessage.parse("1.0,8,1,1,1,1"))
                .hasMessageContaining("Unknown type");
        assertThatThrownBy(() -> LobsterRow.parse("1,2,3")).isInstanceOf(IOException.class);
    }
}
