package com.rescaleequity.platform.decimal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 0.00000001",
        "100000000, 1",
        "4525075000000, 45250.75",
        "-100000, -0.001",
        "9223372036854775807, 92233720368.54775807",
        "-9223372036854775808, -92233720368.54775808"
    })
    void convertsBothWaysExactly(long units, String decimal) {
        assertThat(Units.toDecimal(units).toPlainString()).isEqualTo(decimal);
        assertThat(Units.fromDecimal(new BigDecimal(decimal))).isEqualTo(units);
        assertThat(Units.of(decimal)).isEqualTo(units);
        assertThat(Units.text(units)).isEqualTo(decimal);
    }

    @Test
    void writesEveryNumberAsItsDecimal() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            // Numbers of all lengths, with and without zeros at their ends.
            long units = random.nextLong() >> random.nextInt(Long.SIZE);
            long round = units / 10_000 * 10_000;

            assertThat(Units.text(units)).isEqualTo(Units.toDecimal(units).toPlainString());
            assertThat(Units.text(round)).isEqualTo(Units.toDecimal(round).toPlainString());
        }
    }

    @Test
    void refusesANinthDecimal() {
        assertThatThrownBy(() -> Units.of("0.000000001")).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void acceptsTrailingZerosBeyondTheEighthDecimal() {
        assertThat(Units.of("1.0000000000")).isEqualTo(Units.ONE);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> Units.of("92233720368.54775808"))
                .isInstanceOf(ArithmeticException.class);
    }
}
