package com.rescaleequity.order.trading.funds;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UnitMathTest {

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void fractionsAgreeWithDecimalArithmetic() {
        for (int i = 0; i < 10_000; i++) {
            // Given
            long amount = random.nextLong(UnitMath.MAX_AMOUNT) >> random.nextInt(62);
            long fraction = random.nextLong(UnitMath.ONE + 1);
            BigDecimal exact = BigDecimal.valueOf(amount).multiply(BigDecimal.valueOf(fraction, 8));

            // Then
            assertThat(UnitMath.fractionUp(amount, fraction))
                    .isEqualTo(exact.setScale(0, RoundingMode.UP).longValueExact());
            assertThat(UnitMath.fractionDown(amount, fraction))
                    .isEqualTo(exact.setScale(0, RoundingMode.DOWN).longValueExact());
        }
    }

    @Test
    void amountWithoutItsFractionIsTheLargestThatTheBudgetCovers() {
        for (int i = 0; i < 10_000; i++) {
            // Given
            long budget = random.nextLong(UnitMath.MAX_AMOUNT) >> random.nextInt(62);
            long fraction = random.nextLong(UnitMath.ONE + 1);

            // When
            long amount = UnitMath.withoutFraction(budget, fraction);

            // Then
            long next = amount + 1;
            assertThat(amount + UnitMath.fractionUp(amount, fraction)).isLessThanOrEqualTo(budget);
            assertThat(next + UnitMath.fractionUp(next, fraction)).isGreaterThan(budget);
        }
    }

    @Test
    void productsAndSumsThatDoNotFitAreTheLargestNumber() {
        for (int i = 0; i < 10_000; i++) {
            // Given
            long first = random.nextLong(Long.MAX_VALUE) >> random.nextInt(62);
            long second = random.nextLong(Long.MAX_VALUE) >> random.nextInt(62);
            long third = 1 + random.nextLong(1000);

            // Then
            BigInteger product =
                    BigInteger.valueOf(first)
                            .multiply(BigInteger.valueOf(second))
                            .multiply(BigInteger.valueOf(third));
            BigInteger sum = BigInteger.valueOf(first).add(BigInteger.valueOf(second));
            assertThat(UnitMath.productOrMax(first, second, third)).isEqualTo(capped(product));
            assertThat(UnitMath.sumOrMax(first, second)).isEqualTo(capped(sum));
        }
    }

    private static long capped(BigInteger number) {
        return number.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    }
}
