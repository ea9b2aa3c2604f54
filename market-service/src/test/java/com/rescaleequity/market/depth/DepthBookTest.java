package com.rescaleequity.market.depth;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.protocol.market.Depth;
import com.rescaleequity.protocol.market.Level;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DepthBookTest {

    @Test
    void levelsAreBestFirstAndZeroRemoves() {
        // Given
        DepthBook book = new DepthBook("BTCUSD");
        book.set(new PriceLevel(true, 10), 1);
        book.set(new PriceLevel(true, 12), 2);
        book.set(new PriceLevel(true, 11), 3);
        book.set(new PriceLevel(false, 20), 4);
        book.set(new PriceLevel(false, 15), 5);

        // When
        book.set(new PriceLevel(true, 11), 0);
        book.moveTo(6, 1000);

        // Then
        assertThat(book.top(1000).getBidsList()).containsExactly(level(12, 2), level(10, 1));
        assertThat(book.top(1).getAsksList()).containsExactly(level(15, 5));
        assertThat(book.top(1).getSequence()).isEqualTo(6);
    }

    @Test
    void noDeltaBeforeTheFirstSnapshotAndNoneWithoutAChange() {
        // Given
        DepthBook book = new DepthBook("BTCUSD");
        book.set(new PriceLevel(true, 10), 1);
        book.moveTo(1, 1);

        // When, Then
        assertThat(book.takeDelta()).isNull();
        assertThat(book.takeSnapshot().getSequence()).isEqualTo(1);
        assertThat(book.takeDelta()).isNull();
    }

    @Test
    void snapshotAndChainedDeltasRebuildTheBook() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        // Given
        DepthBook book = new DepthBook("BTCUSD");
        Map<PriceLevel, Long> reader = new TreeMap<>(DepthBookTest::compare);
        long sequence = 0;
        long read = book.takeSnapshot().getSequence();
        for (int step = 0; step < 2000; step++) {
            // When
            boolean bid = random.nextBoolean();
            long price = bid ? random.nextInt(50) : 50 + random.nextInt(50);
            book.set(new PriceLevel(bid, price), random.nextInt(3));
            book.moveTo(++sequence, sequence);
            if (random.nextInt(5) == 0) {
                Depth delta = book.takeDelta();
                assertThat(delta.getPreviousSequence()).as("seed " + seed).isEqualTo(read);
                read = delta.getSequence();
                apply(reader, true, delta.getBidsList());
                apply(reader, false, delta.getAsksList());

                // Then
                Depth whole = book.top(5000);
                Map<PriceLevel, Long> expected = new TreeMap<>(DepthBookTest::compare);
                apply(expected, true, whole.getBidsList());
                apply(expected, false, whole.getAsksList());
                assertThat(reader).as("seed " + seed).isEqualTo(expected);
            }
        }
    }

    private static void apply(Map<PriceLevel, Long> book, boolean bid, List<Level> levels) {
        for (Level level : levels) {
            if (level.getQuantity() == 0) {
                book.remove(new PriceLevel(bid, level.getPrice()));
            } else {
                book.put(new PriceLevel(bid, level.getPrice()), level.getQuantity());
            }
        }
    }

    private static int compare(PriceLevel left, PriceLevel right) {
        int side = Boolean.compare(left.bid(), right.bid());
        return side == 0 ? Long.compare(left.price(), right.price()) : side;
    }

    private static Level level(long price, long quantity) {
        return Level.newBuilder().setPrice(price).setQuantity(quantity).build();
    }
}
