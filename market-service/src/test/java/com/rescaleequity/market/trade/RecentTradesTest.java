package com.rescaleequity.market.trade;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.protocol.market.PublicTrade;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecentTradesTest {

    private static final int KEPT = RecentTrades.KEPT;

    @Test
    void whileAllTradesAreHeldEveryQuestionIsAnswered() {
        // Given
        RecentTrades trades = of(1, 5);

        // When, Then
        assertThat(ids(trades.newest(2))).containsExactly(4L, 5L);
        assertThat(ids(trades.fromId(1, 2))).containsExactly(1L, 2L);
        assertThat(ids(trades.fromId(6, 2))).isEmpty();
        assertThat(ids(trades.within(0L, null, 2))).containsExactly(1L, 2L);
        assertThat(ids(trades.within(20L, 40L, 10))).containsExactly(2L, 3L, 4L);
        assertThat(ids(trades.within(null, 30L, 2))).containsExactly(2L, 3L);
        assertThat(ids(trades.within(null, 5L, 2))).isEmpty();
    }

    @Test
    void aMarketWithoutTradesHasNone() {
        // Given
        RecentTrades trades = new RecentTrades(List.of());

        // When, Then
        assertThat(trades.last()).isNull();
        assertThat(trades.newest(5)).isEmpty();
        assertThat(ids(trades.fromId(3, 5))).isEmpty();
        assertThat(ids(trades.within(1L, null, 5))).isEmpty();
        assertThat(ids(trades.within(null, 1L, 5))).isEmpty();
    }

    @Test
    void olderTradesThanAreHeldAreNotKnown() {
        // Given
        RecentTrades trades = of(1, KEPT + 2);

        // When, Then
        assertThat(trades.newest(2 * KEPT)).hasSize(KEPT);
        assertThat(trades.fromId(2, 5)).isNull();
        assertThat(ids(trades.fromId(3, 2))).containsExactly(3L, 4L);
        assertThat(trades.within(20L, null, 5)).isNull();
        assertThat(trades.within(null, 40L, 5)).isNull();
        assertThat(ids(trades.within(null, 40L, 2))).containsExactly(3L, 4L);
    }

    @Test
    void ofTheOldestTimeHeldSomeTradesMayHaveGone() {
        // Given
        RecentTrades trades = of(2, KEPT + 1);

        // When, Then
        assertThat(trades.within(20L, null, 5)).isNull();
        assertThat(ids(trades.within(21L, null, 2))).containsExactly(3L, 4L);
    }

    /** Trades with these ids, one each ten milliseconds. */
    private static RecentTrades of(long first, long last) {
        return new RecentTrades(
                LongStream.rangeClosed(first, last)
                        .mapToObj(id ->
                                PublicTrade.newBuilder()
                                        .setTradeId(id)
                                        .setTimestamp(10 * id)
                                        .build())
                        .toList());
    }

    private static List<Long> ids(@Nullable List<PublicTrade> trades) {
        assertThat(trades).isNotNull();
        return trades.stream().map(PublicTrade::getTradeId).toList();
    }
}
