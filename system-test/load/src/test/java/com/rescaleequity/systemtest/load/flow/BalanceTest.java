package com.rescaleequity.systemtest.load.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BalanceTest {

    private final Balance balance = new Balance();

    @Test
    void whoKeepsPaceStaysOnTheSideThatIsWanted() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(balance.buys(true)).isTrue();
            assertThat(balance.buys(false)).isFalse();
        }
    }

    @Test
    void aSideThatIsAheadServesTheOther() {
        long bought = IntStream.range(0, 1_000).filter(i -> balance.buys(true)).count();
        assertThat(bought).isBetween(500L, 540L);

        long soldBehindIt = IntStream.range(0, 1_000).filter(i -> !balance.buys(false)).count();
        assertThat(soldBehindIt).isBetween(500L, 580L);
    }

    @Test
    void whatBuysAtWhateverPriceCountsToo() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(balance.buys(true)).isTrue();
            balance.bought();
            assertThat(balance.buys(false)).isFalse();
            assertThat(balance.buys(false)).isFalse();
        }
    }
}
