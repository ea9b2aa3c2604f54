package com.rescaleequity.order.trading.book;

import static java.util.Comparator.comparingLong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(book.bids().bestTicks()).isEqualTo(102);
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
            long price = 1 + random.nextLong(1L << (4 + random.nextInt(20)));
            RestingOrder known = waiting.remove(price);

            // When
            if (known == null) {
                RestingOrder order = order(i + 1, price, 5);
                waiting.put(price, order);
                book.bids().enter(order);
                book.asks().enter(order(i + 1, price, 5));
            } else {
                book.bids().remove(known);
                book.asks().remove(book.asks().first(price));
            }

            // Then
            assertThat(book.bids().bestTicks())
                    .isEqualTo(waiting.isEmpty() ? 0 : waiting.lastKey());
            assertThat(book.asks().bestTicks())
                    .isEqualTo(waiting.isEmpty() ? 0 : waiting.firstKey());
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
        assertThat(book.bids().lots(100)).isEqualTo(13);
    }

    @Test
    void reducedOrderKeepsTimePriority() {
        // Given
        RestingOrder first = order(1, 100, 5);
        book.bids().enter(first);
        book.bids().enter(order(2, 100, 5));

        // When
        book.bids().reduce(first, 4);

        // Then
        assertThat(queue(100)).containsExactly(1L, 2L);
        assertThat(book.bids().lots(100)).isEqualTo(6);
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
        assertThat(book.bids().lots(100)).isEqualTo(3);
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
        assertThat(book.bids().lots(102)).isZero();
        assertThat(prices(book.bids())).containsExactly(100L);
        assertThat(book.bids().bestTicks()).isEqualTo(100);
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

    @Test
    void waitingOrderIsChangedByItsOwnSideOnly() {
        // Given
        RestingOrder order = order(1, 100, 5);
        book.bids().enter(order);
        book.asks().enter(order(2, 105, 5));

        // Then
        assertThatThrownBy(() -> order.resize(4)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> order.reduce(4)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> order.reprice(4)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> book.bids().enter(order))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> book.asks().enter(order(3, 0, 5)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> book.asks().remove(order))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> book.asks().resize(order, 4))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> book.bids().reduce(order, 6))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(queue(100)).containsExactly(1L);
        assertThat(book.bids().lots(100)).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "100, false", "5000, true"})
    void queuesStayInOrderWhileOrdersComeAndGo(int distance, boolean byId) {
        // Given
        SplittableRandom random = new SplittableRandom(11);
        TreeMap<Long, List<RestingOrder>> model = new TreeMap<>();
        List<RestingOrder> waiting = new ArrayList<>();
        for (long step = 1; step <= 20_000; step++) {
            // When
            int leaving = step < 10_000 ? 45 : 53;
            if (!waiting.isEmpty() && random.nextInt(100) < leaving) {
                RestingOrder order = waiting.remove(random.nextInt(waiting.size()));
                queueOf(order, model).remove(order);
                book.bids().remove(order);
            } else {
                long id = byId ? random.nextLong() : step;
                RestingOrder order = order(id, price(random, distance), 1 + random.nextInt(9));
                waiting.add(order);
                queueOf(order, model).add(order);
                if (byId) {
                    queueOf(order, model).sort(comparingLong(RestingOrder::orderId));
                    book.bids().enterById(order);
                } else {
                    book.bids().enter(order);
                }
            }
            model.values().removeIf(List::isEmpty);

            // Then
            if (step % 100 == 0) {
                assertThat(prices(book.bids())).containsExactlyElementsOf(model.descendingKeySet());
                model.forEach((price, orders) -> {
                    assertThat(queue(price))
                            .isEqualTo(orders.stream().map(RestingOrder::orderId).toList());
                    assertThat(book.bids().lots(price))
                            .isEqualTo(orders.stream().mapToLong(RestingOrder::openLots).sum());
                });
            }
        }
    }

    private static List<RestingOrder> queueOf(
            RestingOrder order, Map<Long, List<RestingOrder>> model) {
        return model.computeIfAbsent(order.priceTicks(), price -> new ArrayList<>());
    }

    private static long price(SplittableRandom random, int distance) {
        return 1 + (long) random.nextInt(40) * distance;
    }

    @Test
    void ordersEnterByTheirIdsWhereverTheyBelong() {
        // When
        for (long id : new long[] {3, 1, 4, 2, 5}) {
            book.bids().enterById(order(id, 100, id));
        }

        // Then
        assertThat(queue(100)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(book.bids().lots(100)).isEqualTo(15);
    }

    private static RestingOrder order(long id, long priceTicks, long lots) {
        return new RestingOrder(id, 51, priceTicks, lots);
    }

    private List<Long> queue(long priceTicks) {
        List<Long> ids = new ArrayList<>();
        RestingOrder order = book.bids().first(priceTicks);
        for (; order != null; order = book.bids().behind(order)) {
            ids.add(order.orderId());
        }
        return ids;
    }

    private static List<Long> prices(BookSide side) {
        List<Long> prices = new ArrayList<>();
        for (long ticks = side.bestTicks(); ticks != 0; ticks = side.ticksAfter(ticks)) {
            prices.add(ticks);
        }
        return prices;
    }
}
