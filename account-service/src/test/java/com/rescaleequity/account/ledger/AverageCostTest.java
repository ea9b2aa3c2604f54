package com.rescaleequity.account.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.decimal.Units;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

class AverageCostTest {

    @Test
    void firstBuyCostsItsPriceWithTheFee() {
        // Given one BTC at 45000 with a fee of 90
        BigDecimal cost = BigDecimal.valueOf(Units.of("45090"));

        // When
        BigDecimal average = AverageCost.after(BigDecimal.ZERO, 0, Units.of("1"), cost);

        // Then
        assertThat(average).isEqualByComparingTo("45090");
    }

    @Test
    void furtherBuysWeighByQuantity() {
        // Given 2 BTC at 30000, then 0.5 at 55000
        BigDecimal cost = BigDecimal.valueOf(Units.of("27500"));

        // When
        BigDecimal average =
                AverageCost.after(new BigDecimal("30000"), Units.of("2"), Units.of("0.5"), cost);

        // Then
        assertThat(average).isEqualByComparingTo("35000");
    }

    @Test
    void manyOddBuysStayExactToTheLastShownDecimal() {
        // Given
        BigDecimal average = BigDecimal.ZERO;
        BigDecimal paid = BigDecimal.ZERO;
        long held = 0;

        // When
        for (int i = 1; i <= 10_000; i++) {
            BigDecimal cost = BigDecimal.valueOf(100_003L * i + 7);
            average = AverageCost.after(average, held, 7 + i % 13, cost);
            paid = paid.add(cost);
            held += 7 + i % 13;
        }

        // Then
        assertThat(average.setScale(8, RoundingMode.HALF_EVEN))
                .isEqualTo(paid.divide(BigDecimal.valueOf(held), 8, RoundingMode.HALF_EVEN));
    }

    @Test
    void sellingDownToTheLastUnitDoesNotChangeIt() {
        // Given
        BigDecimal average = new BigDecimal("45000.12345678901234567890");
        AccountBalance balance = new AccountBalance("BTC", Units.of("0.3"), 0, average, 0);

        // When
        AccountBalance rest = balance.posted(-(Units.of("0.3") - 1), 1);

        // Then
        assertThat(rest.total()).isEqualTo(1);
        assertThat(rest.averageCost()).isEqualTo(average);
        assertThat(rest.posted(-1, 2).averageCost()).isEqualByComparingTo("0");
    }
}
