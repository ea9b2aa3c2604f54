package com.rescaleequity.local.replay.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.local.replay.mirror.BookPlan.NewOrder;
import com.rescaleequity.local.replay.mirror.BookPlan.Resize;
import com.rescaleequity.platform.decimal.Units;
import java.util.List;
import org.junit.jupiter.api.Test;

class BookPlanTest {

    private static final LevelKey LEVEL = new LevelKey(LevelSide.ASK, 100);

    private final BookPlan plan = new BookPlan();

    private static LiveOrder order(long remaining, long filled) {
        return new LiveOrder(0, "1", LEVEL, remaining, filled);
    }

    @Test
    void levelLargerThanTheLargestOrderTakesSeveral() {
        plan.bring(LEVEL, List.of(), 25, 10);
        assertThat(plan.creates())
                .containsExactly(
                        new NewOrder(LEVEL, 10), new NewOrder(LEVEL, 10), new NewOrder(LEVEL, 5));
    }

    @Test
    void newestOrdersAreReducedFirst() {
        // Given
        LiveOrder oldest = order(10, 0);
        LiveOrder middle = order(10, 0);
        LiveOrder newest = order(4, 0);

        // When
        plan.bring(LEVEL, List.of(oldest, middle, newest), 13, 10);

        // Then
        assertThat(plan.cancels()).containsExactly(newest);
        assertThat(plan.reductions()).containsExactly(new Resize(middle, 3));
        assertThat(plan.increases()).isEmpty();
        assertThat(plan.creates()).isEmpty();
    }

    @Test
    void newestOrderGrowsAsFarAsItMay() {
        // Given
        LiveOrder partlyFilled = order(4, 3);

        // When
        plan.bring(LEVEL, List.of(partlyFilled), 12, 10);

        // Then
        assertThat(plan.increases()).containsExactly(new Resize(partlyFilled, 7));
        assertThat(plan.creates()).containsExactly(new NewOrder(LEVEL, 5));
    }

    @Test
    void levelThatIsRightAlreadyNeedsNothing() {
        plan.bring(LEVEL, List.of(order(4, 3)), 4, 10);
        assertThat(plan.cancels()).isEmpty();
        assertThat(plan.reductions()).isEmpty();
        assertThat(plan.increases()).isEmpty();
        assertThat(plan.creates()).isEmpty();
    }

    @Test
    void largestOrderObeysQuantityNotionalAndLot() {
        OrderCaps caps =
                new OrderCaps(
                        Units.of("0.1"),
                        Units.of("1000"),
                        Units.of("100000"),
                        Units.of("0.3"),
                        Units.of("0.2"));
        assertThat(caps.largestOrder(Units.of("10"))).isEqualTo(Units.of("1000"));
        assertThat(caps.largestOrder(Units.of("300"))).isEqualTo(Units.of("333.3"));
        assertThat(caps.inBand(Units.of("130"), Units.of("100"))).isTrue();
        assertThat(caps.inBand(Units.of("130.01"), Units.of("100"))).isFalse();
        assertThat(caps.inBand(Units.of("80"), Units.of("100"))).isTrue();
        assertThat(caps.inBand(Units.of("79.99"), Units.of("100"))).isFalse();
    }
}
