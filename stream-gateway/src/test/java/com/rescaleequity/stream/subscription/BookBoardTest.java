package com.rescaleequity.stream.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.protocol.market.Depth;
import com.rescaleequity.protocol.market.Level;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BookBoardTest {

    private static final String SYMBOL = "BTCUSD";

    private final Audience audience = new Audience();
    private final BookBoard board = new BookBoard(audience);
    private final Listener listener = Listener.open("a");

    private static Depth.Builder depth(long previous, long sequence, Level... bids) {
        return Depth.newBuilder()
                .setSymbol(SYMBOL)
                .setPreviousSequence(previous)
                .setSequence(sequence)
                .addAllBids(List.of(bids));
    }

    private static Level level(String price, String quantity) {
        return Level.newBuilder().setPrice(Units.of(price)).setQuantity(Units.of(quantity)).build();
    }

    private void snapshot(long sequence, Level... bids) {
        board.onDepth(depth(0, sequence, bids).setSnapshot(true).build());
    }

    private void delta(long previous, long sequence, Level... bids) {
        board.onDepth(depth(previous, sequence, bids).build());
    }

    @Test
    void bookIsUnknownUntilItsFirstSnapshot() {
        // Given
        audience.add(listener.session(), StreamName.depth(SYMBOL));
        // When
        delta(4, 5, level("1", "1"));
        // Then
        assertThat(board.snapshot(SYMBOL)).isNull();
        assertThat(board.knowsAll(Set.of(SYMBOL))).isFalse();
        // When
        snapshot(6, level("2", "1"));
        // Then
        assertThat(board.knowsAll(Set.of(SYMBOL))).isTrue();
        assertThat(listener.heard()).singleElement().asString().contains("\"sequence\":6");
    }

    @Test
    void deltasAreChainedFromWhatTheBookHolds() {
        // Given
        audience.add(listener.session(), StreamName.depth(SYMBOL));
        snapshot(10, level("1", "1"));
        listener.heard();
        // When
        delta(10, 12, level("2", "1"));
        delta(9, 11, level("5", "1"));
        delta(11, 14, level("3", "1"));
        snapshot(14, level("9", "9"));
        // Then
        assertThat(listener.heard())
                .hasSize(2)
                .last()
                .asString()
                .contains("\"previousSequence\":12,\"sequence\":14");
    }

    @Test
    void afterAGapEverybodyWaitsForTheNextSnapshot() {
        // Given
        audience.add(listener.session(), StreamName.depth(SYMBOL));
        snapshot(10, level("1", "1"));
        listener.heard();
        // When
        delta(11, 12, level("2", "1"));
        delta(12, 13, level("3", "1"));
        // Then
        assertThat(listener.heard()).isEmpty();
        assertThat(board.snapshot(SYMBOL)).isNull();
        // When
        snapshot(13, level("4", "1"));
        delta(13, 14, level("4", "2"));
        // Then
        assertThat(listener.heard())
                .hasSize(2)
                .first()
                .asString()
                .contains("\"type\":\"snapshot\"")
                .contains("[[4,1]]");
    }

    @Test
    void removedLevelsLeaveTheBook() {
        // Given
        snapshot(1, level("1", "1"), level("3", "1"));
        // When
        delta(1, 2, level("3", "0"), level("2", "7"), level("8", "0"));
        // Then
        assertThat(
                        String.valueOf(
                                board.snapshot(SYMBOL)
                                        .text(com.rescaleequity.platform.json.Json.NUMBERS)))
                .contains("\"bids\":[[2,7],[1,1]]");
    }

    @Test
    void bestIsSentWhenItChangesAndTheTopEndsAtTheBooksLastSequence() {
        // Given
        snapshot(1, level("10", "1"));
        audience.add(listener.session(), StreamName.bookTicker(SYMBOL));
        audience.add(listener.session(), StreamName.top(SYMBOL, 5));
        delta(1, 2, level("10", "2"));
        listener.heard();
        // When
        delta(2, 3, level("9", "1"));
        // Then
        assertThat(listener.heard()).singleElement().asString().contains("@depth5");
        // When
        delta(3, 4, level("11", "1"));
        // Then
        assertThat(listener.heard()).hasSize(2).first().asString().contains("\"bid\":11");
        // When
        delta(4, 5, level("8", "1"), level("7", "1"), level("6", "1"));
        listener.heard();
        delta(5, 9, level("1", "1"));
        // Then
        assertThat(listener.heard())
                .singleElement()
                .asString()
                .contains("@depth5", "\"sequence\":9");
    }
}
