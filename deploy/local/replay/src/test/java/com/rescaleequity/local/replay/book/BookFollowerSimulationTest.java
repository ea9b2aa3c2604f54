package com.rescaleequity.local.replay.book;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.local.replay.TapeTrade;
import com.rescaleequity.local.replay.book.FeedMessage.Change;
import com.rescaleequity.local.replay.book.FeedMessage.Level;
import com.rescaleequity.local.replay.book.FeedMessage.Snapshot;
import com.rescaleequity.local.replay.mirror.LevelKey;
import com.rescaleequity.local.replay.mirror.LevelSide;
import com.rescaleequity.local.replay.mirror.LiveBook;
import com.rescaleequity.local.replay.mirror.Mirror;
import com.rescaleequity.local.replay.mirror.NaiveMarket;
import com.rescaleequity.local.replay.mirror.NaiveMarket.Print;
import com.rescaleequity.local.replay.mirror.OrderCaps;
import com.rescaleequity.platform.decimal.Units;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/**
 * A made-up venue whose trades run ahead of its depth messages, as recorded ones do, mirrored on a
 * naive market: after every depth message both books are equal, and all trades are printed.
 */
class BookFollowerSimulationTest {

    private static final OrderCaps CAPS =
            new OrderCaps(1, 1_000_000, Units.of("10000000"), Units.ONE, Units.ONE / 2);

    private final NaiveMarket market = new NaiveMarket();
    private final RecordedBook recorded = new RecordedBook();
    private final Mirror mirror = new Mirror(new LiveBook(), market);
    private final BookFollower follower = new BookFollower(recorded, mirror, CAPS, 1000);

    /** The true book of the venue, of which the feed tells. */
    private static final class Venue {

        private final SplittableRandom random;
        private final TreeMap<Long, Long> bids = new TreeMap<>(LevelSide.BID.bestFirst());
        private final TreeMap<Long, Long> asks = new TreeMap<>();
        private final TreeMap<Long, Long> changedBids = new TreeMap<>();
        private final TreeMap<Long, Long> changedAsks = new TreeMap<>();
        private long updateId = 1;
        private long tradeId;

        Venue(long seed) {
            random = new SplittableRandom(seed);
            for (int i = 0; i < 15; i++) {
                bids.put(999L - i, random.nextLong(1, 50));
                asks.put(1001L + i, random.nextLong(1, 50));
            }
        }

        private NavigableMap<Long, Long> side(LevelSide side) {
            return side == LevelSide.BID ? bids : asks;
        }

        private void set(LevelSide side, long price, long quantity) {
            if (quantity == 0) {
                side(side).remove(price);
            } else {
                side(side).put(price, quantity);
            }
            (side == LevelSide.BID ? changedBids : changedAsks).put(price, quantity);
        }

        private LevelSide anySide() {
            return random.nextBoolean() ? LevelSide.BID : LevelSide.ASK;
        }

        void quoteSomewhere() {
            LevelSide side = anySide();
            long best = side(side.opposite()).firstKey();
            long distance = random.nextLong(1, 20);
            long price = side == LevelSide.BID ? best - distance : best + distance;
            boolean others = side(side).size() > 3;
            set(side, price, others && random.nextInt(3) == 0 ? 0 : random.nextLong(1, 50));
        }

        List<TapeTrade> sweep() {
            LevelSide makers = anySide();
            List<TapeTrade> trades = new ArrayList<>();
            for (int i = random.nextInt(1, 5); i > 0 && side(makers).size() > 3; i--) {
                long price = side(makers).firstKey();
                long there = side(makers).get(price);
                long quantity = Math.min(there, random.nextLong(1, 40));
                set(makers, price, there - quantity);
                trades.add(
                        new TapeTrade(
                                ++tradeId,
                                Units.toDecimal(price),
                                Units.toDecimal(quantity),
                                makers.opposite().orderSide(),
                                0));
            }
            return trades;
        }

        Change change() {
            Change change =
                    new Change(
                            updateId + 1,
                            updateId + 3,
                            0,
                            levels(changedBids),
                            levels(changedAsks));
            updateId += 3;
            changedBids.clear();
            changedAsks.clear();
            return change;
        }

        Snapshot snapshot() {
            return new Snapshot(updateId, 0, levels(bids), levels(asks));
        }

        private static List<Level> levels(Map<Long, Long> side) {
            return side.entrySet().stream()
                    .map(level -> new Level(level.getKey(), level.getValue()))
                    .toList();
        }
    }

    @RepeatedTest(20)
    void bookIsEqualAfterEachChangeAndTradesArePrinted(RepetitionInfo repetition)
            throws IOException, InterruptedException {
        // Given
        long seed = 77L + repetition.getCurrentRepetition();
        Venue venue = new Venue(seed);
        List<Print> expected = new ArrayList<>();
        follower.follow(recorded.apply(venue.snapshot()));

        for (int message = 0; message < 200; message++) {
            // When
            for (int i = venue.random.nextInt(6); i > 0; i--) {
                venue.quoteSomewhere();
                if (venue.random.nextInt(3) == 0) {
                    List<TapeTrade> trades = venue.sweep();
                    trades.forEach(trade ->
                            expected.add(
                                    new Print(
                                            Units.fromDecimal(trade.price()),
                                            Units.fromDecimal(trade.quantity()),
                                            trade.takerSide())));
                    follower.trade(trades);
                }
            }
            follower.follow(recorded.apply(venue.change()));

            // Then
            assertThat(market.depth(LevelSide.BID)).as("seed %d", seed).isEqualTo(venue.bids);
            assertThat(market.depth(LevelSide.ASK)).as("seed %d", seed).isEqualTo(venue.asks);
        }
        assertThat(market.prints()).as("seed %d", seed).isEqualTo(expected);
        assertThat(follower.deviations()).isZero();
        assertThat(mirror.refused()).isEmpty();
    }

    @Test
    void tradeThatComesAfterItsChangeLeavesTheBookAsRecorded()
            throws IOException, InterruptedException {
        // Given
        follower.follow(
                recorded.apply(
                        new Snapshot(
                                1,
                                0,
                                List.of(new Level(990, 5), new Level(1000, 5)),
                                List.of(new Level(1001, 5)))));
        TapeTrade late = new TapeTrade(1, Units.toDecimal(995), Units.toDecimal(3), "buy", 0);

        // When
        follower.trade(List.of(late));
        follower.follow(recorded.apply(new Change(2, 2, 0, List.of(), List.of())));

        // Then
        assertThat(market.prints()).containsExactly(new Print(995, 3, "buy"));
        assertThat(market.depth(LevelSide.BID)).isEqualTo(recorded.levels(LevelSide.BID));
        assertThat(market.depth(LevelSide.ASK)).isEqualTo(recorded.levels(LevelSide.ASK));
    }

    @Test
    void ordersOfAnEarlierRunBecomePartOfTheMirror() throws IOException, InterruptedException {
        // Given
        market.place(new LevelKey(LevelSide.BID, 998), 7);
        market.place(new LevelKey(LevelSide.ASK, 1003), 7);
        follower.reload();

        // When
        follower.follow(
                recorded.apply(
                        new Snapshot(
                                1, 0, List.of(new Level(998, 2)), List.of(new Level(999, 4)))));

        // Then
        assertThat(market.depth(LevelSide.BID)).containsExactly(Map.entry(998L, 2L));
        assertThat(market.depth(LevelSide.ASK)).containsExactly(Map.entry(999L, 4L));
    }

    @Test
    void refusedLevelIsToldAndTriedAgainAtTheEnd() throws IOException, InterruptedException {
        // Given
        market.band(900, 1100);
        follower.follow(
                recorded.apply(
                        new Snapshot(
                                1,
                                0,
                                List.of(new Level(999, 2), new Level(800, 2), new Level(400, 2)),
                                List.of())));
        assertThat(mirror.refused())
                .containsExactly(Map.entry(new LevelKey(LevelSide.BID, 800), "PRICE_OUT_OF_BAND"));

        // When
        market.band(700, 1100);
        follower.followAll();

        // Then
        assertThat(market.depth(LevelSide.BID)).containsOnlyKeys(999L, 800L);
        assertThat(mirror.refused()).containsOnlyKeys(new LevelKey(LevelSide.BID, 400));
    }

    @Test
    void somebodyElsesOrderInTheWayIsADeviationAndTheBookIsReadAnew()
            throws IOException, InterruptedException {
        // Given
        follower.follow(
                recorded.apply(
                        new Snapshot(
                                1, 0, List.of(new Level(990, 5)), List.of(new Level(1001, 5)))));
        market.place(new LevelKey(LevelSide.ASK, 1000), 1);
        TapeTrade trade = new TapeTrade(1, Units.toDecimal(1001), Units.toDecimal(5), "buy", 0);

        // When
        market.cancelOldest(LevelSide.ASK);
        follower.trade(List.of(trade));
        follower.follow(recorded.apply(new Change(2, 2, 0, List.of(), List.of())));

        // Then
        assertThat(follower.deviations()).isEqualTo(1);
        assertThat(market.depth(LevelSide.ASK)).isEqualTo(recorded.levels(LevelSide.ASK));
    }
}
