package com.rescaleequity.account.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.account.ledger.AccountBalance;
import com.rescaleequity.platform.decimal.Units;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class HoldingTest {

    @Test
    void publishedExampleComesOut() {
        // Given
        AccountBalance balance =
                new AccountBalance("BTC", Units.of("2.5"), 0, new BigDecimal("35000"), 0);

        // When
        Holding holding = Holding.of(balance, new BigDecimal("45250"));

        // Then
        assertThat(holding.unrealizedGain()).isEqualByComparingTo("25625");
        assertThat(holding.marketValue()).isEqualByComparingTo("113125");
        assertThat(holding.costBasis()).isEqualByComparingTo("87500");
        assertThat(holding.unrealizedGainPercent()).isEqualByComparingTo("29.2857");
    }

    @Test
    void gainIsExactWithTheAverageAsShown() {
        // Given
        BigDecimal average = new BigDecimal("45045.12345678512345678901");
        AccountBalance balance = new AccountBalance("BTC", 1, 0, average, 0);

        // When
        Holding holding = Holding.of(balance, new BigDecimal("0.01"));

        // Then
        assertThat(holding.averageCost()).isEqualByComparingTo("45045.12345679");
        assertThat(holding.unrealizedGain())
                .isEqualByComparingTo(
                        holding.currentPrice()
                                .subtract(holding.averageCost())
                                .multiply(holding.quantity()));
    }

    @Test
    void freeHoldingHasNoPercentage() {
        // Given
        AccountBalance balance = new AccountBalance("BTC", 1, 0, BigDecimal.ZERO, 0);

        // When / Then
        assertThat(Holding.of(balance, BigDecimal.TEN).unrealizedGainPercent()).isNull();
    }
}
