package com.rescaleequity.order.trading.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderBookTest {

    private final OrderBook book = new OrderBook();

    @Test
    void bidsAreServedFromTheHighestPriceDown() {
        // When
        book.bids().enter(order(1, 100, 5));
        book.bids().enter(order(2, 102, 5));
        book.bids().enter(order(3, 101, 5));

        // Then
        assertThat(prices(book.bids())).containsExactly(102L, 101L, 100L);
        assertThat(Objects.requireNonNull(book.bids().best()).priceTicks()).isEqualTo(102);
    }

    @Test
    void asksAreServedFromTheLowestPriceUp() {
        // When
        book.asks().enter(order(1, 101, 5));
        book.asks().enter(order(2, 100, 5));
        book.asks().enter(order(3, 102, 5));

        // Then
        assertThat(prices(book.asks())).containsExactly(100L, 101L, 102L);
    }

    @Test
    void levelsNearAndFarAreServedInOrderWhileTheyComeAndGo() {
        // Given
        SplittableRandom random = new SplittableRandom(7);
        TreeMap<Long, RestingOrder> waiting = new TreeMap<>();
        for (int i = 0; i < 20_000; i++) {
            long price = random.nextLong(1L << (4 + random.nextInt(20)));
            RestingOrder known = waiting.remove(price);

            // When
            if (known == null) {
                RestingOrder order = order(i + 1, price, 5);
                waiting.put(price, order);
                book.bids().enter(order);
                book.asks().enter(order(i + 1, price, 5));
            } else {
                book.bids().remove(known);
                book.asks().remove(Objects.requireNonNull(book.asks().level(price)).first());
            }

            // Then
            assertThat(bestPrice(book.bids()))
                    .isEqualTo(waiting.isEmpty() ? null : waiting.lastKey());
            assertThat(bestPrice(book.asks()))
                    .isEqualTo(waiting.isEmpty() ? null : waiting.firstKey());
        }
        assertThat(prices(book.asks())).containsExactlyElementsOf(waiting.keySet());
        assertThat(prices(book.bids())).containsExactlyElementsOf(waiting.descendingKeySet());
    }

    @Test
    void ordersAtOnePriceQueueInTheOrderOfTheirArrival() {
        // When
        book.bids().enter(order(2, 100, 5));
        book.bids().enter(order(1, 100, 7));
        book.bids().enter(order(3, 100, 1));

        // Then
        assertThat(queue(100)).containsExactly(2L, 1L, 3L);
        assertThat(level(100).totalLots()).isEqualTo(13);
    }

    @Test
    void reducedOrderKeepsTimePriority() {
        // Given
        RestingOrder first = order(1, 100, 5);
        book.bids().enter(first);
        book.bids().enter(order(2, 100, 5));

        // When
        first.reduce(4);

        // Then
        assertThat(queue(100)).containsExactly(1L, 2L);
        assertThat(level(100).totalLots()).isEqualTo(6);
    }

    @Test
    void orderLeavesFromAnyPlaceOfItsQueue() {
        // Given
        List<RestingOrder> orders = new ArrayList<>();
        for (long id = 1; id <= 4; id++) {
            orders.add(order(id, 100, id));
            book.bids().enter(orders.getLast());
        }

        // When
        book.bids().remove(orders.get(1));
        book.bids().remove(orders.get(0));
        book.bids().remove(orders.get(3));

        // Then
        assertThat(queue(100)).containsExactly(3L);
        assertThat(level(100).totalLots()).isEqualTo(3);
    }

    @Test
    void levelGoesWithItsLastOrderAndTheNextIsBest() {
        // Given
        RestingOrder best = order(1, 102, 5);
        book.bids().enter(best);
        book.bids().enter(order(2, 100, 5));

        // When
        book.bids().remove(best);

        // Then
        assertThat(book.bids().level(102)).isNull();
        assertThat(prices(book.bids())).containsExactly(100L);
        assertThat(Objects.requireNonNull(book.bids().best()).priceTicks()).isEqualTo(100);
    }

    @Test
    void sideReachesEveryPriceUpToTheLimitInItsOwnDirection() {
        assertThat(book.asks().reaches(100, 100)).isTrue();
        assertThat(book.asks().reaches(101, 100)).isFalse();
        assertThat(book.bids().reaches(100, 100)).isTrue();
        assertThat(book.bids().reaches(99, 100)).isFalse();
    }

    @Test
    void bookIsCrossedWhenABidReachesAnAsk() {
        // Given
        book.bids().enter(order(1, 100, 5));
        RestingOrder ask = order(2, 101, 5);
        book.asks().enter(ask);
        assertThat(book.isCrossed()).isFalse();

        // When
        book.asks().enter(order(3, 100, 5));

        // Then
        assertThat(book.isCrossed()).isTrue();
    }

    @Test
    void orderCannotLeaveTwiceNorGiveMoreThanItHas() {
        // Given
        RestingOrder order = order(1, 100, 5);
        book.bids().enter(order);
        book.bids().remove(order);

        // Then
        assertThatThrownBy(() -> book.bids().remove(order))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> order.reduce(6)).isInstanceOf(IllegalArgumentException.class);
    }

    private static RestingOrder order(long id, long priceTicks, long lots) {
        return new RestingOrder(id, 51, priceTicks, lots);
    }

    private PriceLevel level(long priceTicks) {
        return Objects.requireNonNull(book.bids().level(priceTicks));
    }

    private List<Long> queue(long priceTicks) {
        List<Long> ids = new ArrayList<>();
        for (RestingOrder order = level(priceTicks).first(); order != null; order = order.next()) {
            ids.add(order.orderId());
        }
        return ids;
    }

    private static @Nullable Long bestPrice(BookSide side) {
        PriceLevel best = side.best();
        return best == null ? null : best.priceTicks();
    }

    private static List<Long> prices(BookSide side) {
        List<Long> prices = new ArrayList<>();
        for (PriceLevel level = side.best(); level != null; level = side.after(level)) {
            prices.add(level.priceTicks());
        }
        return prices;
    }
}
