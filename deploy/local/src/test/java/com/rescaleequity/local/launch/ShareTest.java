package com.rescaleequity.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShareTest {

    @Test
    void followersAlwaysHaveLessThanTheWayOfAnOrder() {
        // When, then
        for (boolean startsAgain : new boolean[] {true, false}) {
            assertThat(Share.FOLLOWER.nice(startsAgain))
                    .isGreaterThan(Share.EVEN.nice(startsAgain));
        }
    }

    @Test
    void aReplicaHasItsWholeShareOnceItIsReady() {
        // When, then
        assertThat(Share.EVEN_ONCE_READY.nice(true)).isPositive();
        assertThat(Share.EVEN_ONCE_READY.nice(false)).isZero();
    }
}
