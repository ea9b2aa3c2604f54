package com.rescaleequity.market.candle;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.protocol.market.PublicTrade;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandlesTest {

    private static final long MONDAY = Instant.parse("2024-08-05T00:00:00Z").toEpochMilli();
    private static final long DAY = 86_400_000L;
    private static final long MINUTE = 60_000L;

    @Test
    void weekOpensOnMondayAtMidnight() {
        // When, Then
        assertThat(Interval.ONE_WEEK.openOf(MONDAY)).isEqualTo(MONDAY);
        assertThat(Interval.ONE_WEEK.openOf(MONDAY - 1)).isEqualTo(MONDAY - 7 * DAY);
        assertThat(Interval.ONE_WEEK.openOf(MONDAY + 7 * DAY - 1)).isEqualTo(MONDAY);
        assertThat(Interval.ONE_WEEK.openAtOrAfter(MONDAY + 1)).isEqualTo(MONDAY + 7 * DAY);
    }

    @Test
    void everyOtherIntervalIsAlignedToUtc() {
        // When, Then
        for (Interval interval : Interval.values()) {
            long open = interval.openOf(MONDAY + 12_345_678);
            assertThat(open).isLessThanOrEqualTo(MONDAY + 12_345_678);
            assertThat(open + interval.millis()).isGreaterThan(MONDAY + 12_345_678);
        }
        assertThat(Interval.ONE_DAY.openOf(MONDAY + DAY - 1)).isEqualTo(MONDAY);
        assertThat(Interval.FOUR_HOURS.openOf(MONDAY + DAY - 1))
                .isEqualTo(MONDAY + 20 * 3_600_000L);
    }

    @Test
    void eachPassedIntervalClosesOnceAndEmptyOnesAreFlat() {
        // Given
        RunningCandles candles = new RunningCandles(MONDAY - 2 * MINUTE, 100);
        List<ClosedCandle> closed = new ArrayList<>();
        candles.add(Interval.ONE_MINUTE, trade(MONDAY - 2 * MINUTE, 110, 5), closed);
        candles.add(Interval.ONE_MINUTE, trade(MONDAY - 2 * MINUTE, 90, 7), closed);

        // When
        candles.advance(MONDAY + MINUTE, closed);
        candles.advance(MONDAY + MINUTE, closed);

        // Then
        assertThat(closed.stream().filter(c -> c.interval() == Interval.ONE_MINUTE))
                .extracting(ClosedCandle::candle)
                .containsExactly(
                        new Candle(MONDAY - 2 * MINUTE, 110, 110, 90, 90, 12, 12 * 3, 2),
                        Candle.flat(MONDAY - MINUTE, 90),
                        Candle.flat(MONDAY, 90));
        assertThat(closed.stream().filter(c -> c.interval() == Interval.ONE_WEEK)).hasSize(1);
        assertThat(candles.running(Interval.ONE_MINUTE))
                .isEqualTo(Candle.flat(MONDAY + MINUTE, 90));
    }

    @Test
    void firstTradeOfAnIntervalSetsItsOpen() {
        // Given
        RunningCandles candles = new RunningCandles(MONDAY, 100);

        // When
        candles.add(Interval.ONE_DAY, trade(MONDAY, 130, 1), new ArrayList<>());

        // Then
        assertThat(candles.running(Interval.ONE_DAY).open()).isEqualTo(130);
        assertThat(candles.running(Interval.ONE_DAY).low()).isEqualTo(130);
    }

    @Test
    void seriesIsContinuousAndBeginsWithTheMarket() {
        // Given
        CandleRange range =
                CandleRange.of(
                        Interval.ONE_MINUTE, MONDAY + 5, MONDAY + 3 * MINUTE + 1, null, null, 500);

        // When
        List<Candle> series = range.fill(List.of(trade(MONDAY + 2 * MINUTE, 7, 1)), 5);

        // Then
        assertThat(series)
                .containsExactly(
                        Candle.flat(MONDAY, 5),
                        Candle.flat(MONDAY + MINUTE, 5),
                        trade(MONDAY + 2 * MINUTE, 7, 1),
                        Candle.flat(MONDAY + 3 * MINUTE, 7));
    }

    @Test
    void rowBeforeTheRangeGivesItsFirstPrice() {
        // Given
        CandleRange range = new CandleRange(Interval.ONE_MINUTE, MONDAY, MONDAY);

        // When, Then
        assertThat(range.fill(List.of(trade(MONDAY - DAY, 9, 1)), 5))
                .containsExactly(Candle.flat(MONDAY, 9));
    }

    @Test
    void limitKeepsTheNewestWithoutAStartAndTheOldestWithOne() {
        // Given
        long now = MONDAY + DAY;

        // When, Then
        assertThat(CandleRange.of(Interval.ONE_HOUR, MONDAY, now, null, null, 2))
                .isEqualTo(
                        new CandleRange(
                                Interval.ONE_HOUR, MONDAY + DAY - 3_600_000L, MONDAY + DAY));
        assertThat(CandleRange.of(Interval.ONE_HOUR, MONDAY, now, MONDAY + 1, null, 2))
                .isEqualTo(
                        new CandleRange(
                                Interval.ONE_HOUR, MONDAY + 3_600_000L, MONDAY + 2 * 3_600_000L));
        assertThat(CandleRange.of(Interval.ONE_HOUR, MONDAY, now, null, MONDAY - 1, 2).isEmpty())
                .isTrue();
        assertThat(CandleRange.of(Interval.ONE_HOUR, MONDAY, now, now + 1, null, 2).isEmpty())
                .isTrue();
    }

    @Test
    void recentCandlesGoBackFarEnoughForTheLongestAnswer() {
        // Given
        RecentCandles recent = new RecentCandles(MONDAY);
        long last = MONDAY + 2_000 * MINUTE;
        for (long open = MONDAY; open <= last; open += MINUTE) {
            recent.add(Interval.ONE_MINUTE, trade(open, open / MINUTE, 1));
            recent.advance(open);
        }
        CandleRange longest = CandleRange.of(Interval.ONE_MINUTE, MONDAY, last, null, null, 1000);
        long oldest = RecentCandles.start(Interval.ONE_MINUTE, last);

        // When, Then
        assertThat(recent.rows(longest)).hasSize(1001).last().isEqualTo(at(last));
        assertThat(recent.rows(new CandleRange(Interval.ONE_MINUTE, oldest, oldest + MINUTE)))
                .containsExactly(at(oldest - MINUTE), at(oldest), at(oldest + MINUTE));
        assertThat(recent.rows(new CandleRange(Interval.ONE_MINUTE, oldest - MINUTE, oldest)))
                .isNull();
    }

    @Test
    void aQuietTimeBeginsWithTheLastPriceHoweverOld() {
        // Given
        RecentCandles recent = new RecentCandles(MONDAY);
        recent.add(Interval.ONE_MINUTE, trade(MONDAY, 7, 1));
        recent.add(Interval.ONE_MINUTE, trade(MONDAY, 9, 2));
        long now = MONDAY + 7 * DAY;

        // When
        recent.advance(now);

        // Then
        List<Candle> rows = recent.rows(new CandleRange(Interval.ONE_MINUTE, now, now));
        assertThat(rows).singleElement().extracting(Candle::close).isEqualTo(9L);
    }

    @Test
    void volumeBeyondALongStaysAtItsMaximum() {
        // When, Then
        assertThat(Candle.sum(Long.MAX_VALUE - 1, 5)).isEqualTo(Long.MAX_VALUE);
    }

    private static Candle at(long openTime) {
        return trade(openTime, openTime / MINUTE, 1);
    }

    private static Candle trade(long openTime, long price, long quantity) {
        return Candle.of(
                openTime,
                PublicTrade.newBuilder()
                        .setPrice(price)
                        .setQuantity(quantity)
                        .setQuoteQuantity(quantity * 3)
                        .build());
    }
}
