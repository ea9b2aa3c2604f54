package com.rescaleequity.local.replay.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.local.replay.book.FeedMessage.Change;
import com.rescaleequity.local.replay.book.FeedMessage.Level;
import com.rescaleequity.local.replay.book.FeedMessage.Snapshot;
import com.rescaleequity.local.replay.mirror.LevelKey;
import com.rescaleequity.local.replay.mirror.LevelSide;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordedBookTest {

    private static final Snapshot SNAPSHOT =
            new Snapshot(
                    100,
                    0,
                    List.of(new Level(50, 5), new Level(49, 4)),
                    List.of(new Level(51, 6), new Level(53, 7)));

    private final RecordedBook book = new RecordedBook();

    private static Change bids(long first, long last, Level... bids) {
        return new Change(first, last, 0, List.of(bids), List.of());
    }

    private static LevelKey bid(long price) {
        return new LevelKey(LevelSide.BID, price);
    }

    private static LevelKey ask(long price) {
        return new LevelKey(LevelSide.ASK, price);
    }

    @Test
    void changesThatTheSnapshotHoldsAreDroppedAndTheOneAcrossItIsUsed() throws IOException {
        // Given
        assertThat(book.apply(bids(90, 99, new Level(50, 1)))).isEmpty();
        assertThat(book.apply(bids(100, 103, new Level(49, 9)))).isEmpty();
        assertThat(book.begun()).isFalse();

        // When
        var changed = book.apply(SNAPSHOT);

        // Then
        assertThat(changed).containsExactlyInAnyOrder(bid(50), bid(49), ask(51), ask(53));
        assertThat(book.quantity(bid(50))).isEqualTo(5);
        assertThat(book.quantity(bid(49))).isEqualTo(9);
    }

    @Test
    void quantitiesAreAbsoluteAndZeroRemoves() throws IOException {
        book.apply(SNAPSHOT);
        assertThat(book.apply(bids(101, 101, new Level(50, 8), new Level(49, 0))))
                .containsExactlyInAnyOrder(bid(50), bid(49));
        assertThat(book.levels(LevelSide.BID)).containsExactly(Map.entry(50L, 8L));
    }

    @Test
    void missingChangeIsAnError() throws IOException {
        book.apply(SNAPSHOT);
        assertThatThrownBy(() -> book.apply(bids(102, 103, new Level(50, 1))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("101 to 101");
    }

    @Test
    void beyondTheSnapshotOnlyNamedLevelsAreDetermined() throws IOException {
        // Given
        book.apply(SNAPSHOT);
        assertThat(book.determined(bid(49))).isTrue();
        assertThat(book.determined(ask(52))).isTrue();
        assertThat(book.determined(bid(48))).isFalse();
        assertThat(book.determined(ask(54))).isFalse();

        // When
        book.apply(bids(101, 101, new Level(48, 0)));

        // Then
        assertThat(book.determined(bid(48))).isTrue();
        assertThat(book.covered(bid(48))).isFalse();
        assertThat(book.determined(bid(47))).isFalse();
    }

    @Test
    void comparisonTellsEqualMissingAndSurplusLevels() throws IOException {
        // Given
        book.apply(SNAPSHOT);
        var bids = Map.of(50L, 5L, 40L, 1L);
        var asks = Map.of(51L, 5L, 52L, 1L);

        // When
        DepthComparison comparison = new DepthComparison(book, bids, asks, Set.of(bid(49)));

        // Then
        assertThat(comparison.side(LevelSide.BID))
                .isEqualTo(new DepthComparison.Side(2, 2, 1, 1, 0, 1));
        assertThat(comparison.side(LevelSide.BID).exact()).isTrue();
        assertThat(comparison.side(LevelSide.ASK))
                .isEqualTo(new DepthComparison.Side(2, 2, 0, 0, 1, 0));
        assertThat(comparison.exact()).isFalse();
        assertThat(comparison.lines())
                .contains("  levels equal                          1        0");
    }
}
