package com.rescaleequity.account.fees;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** What a tier makes of an instrument's rates. */
class FeeTierTest {

    @Test
    void ratesAreRoundedUpToAUnit() {
        FeeTier tier = tier("0.333", "0.3333");

        assertThat(tier.takerFee(200_001)).isEqualByComparingTo("0.00066661");
        assertThat(tier.makerFee(1, 200_001)).isEqualByComparingTo("0.00000001");
    }

    @Test
    void aMakerNeverPaysMoreThanATaker() {
        assertThat(tier("1", "0").makerFee(100_000, 200_000)).isEqualTo(BigDecimal.ZERO);
    }

    @Test
    void theWholeShareIsTheRateItself() {
        assertThat(tier("1", "1").makerFee(100_000, 200_000)).isEqualTo(new BigDecimal("0.001"));
    }

    private static FeeTier tier(String maker, String taker) {
        return new FeeTier("some", new BigDecimal(maker), new BigDecimal(taker));
    }
}
