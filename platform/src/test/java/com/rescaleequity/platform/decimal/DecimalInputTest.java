package com.rescaleequity.platform.decimal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalInputTest {

    private static final BigDecimal CENT = new BigDecimal("0.01");

    @ParameterizedTest
    @CsvSource({
        "45000, 45000",
        "45250.75, 45250.75",
        "0, 0",
        "-0, 0",
        "0.0, 0",
        "0e999, 0",
        "-1.5, -1.5",
        "1e-7, 0.0000001",
        "1E2, 100",
        "1.5e+3, 1500",
        "999999999999999.999999999999999999, 999999999999999.999999999999999999",
        "0.000000000000000001, 0.000000000000000001"
    })
    void readsLiteralsExactly(String text, String value) {
        assertThat(DecimalInput.parse(text, false).value())
                .isEqualByComparingTo(new BigDecimal(value));
        assertThat(DecimalInput.parse(text, true).value())
                .isEqualByComparingTo(new BigDecimal(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "01",
                "-01",
                ".5",
                "1.",
                "+1",
                " 1",
                "1 ",
                "1,000",
                "0x10",
                "NaN",
                "Infinity",
                "-",
                "--1",
                "1e",
                "1e+",
                "1e1.5",
                "1e1000",
                "1_000",
                "１",
                "1.2.3",
                "1f",
                "1d",
                "1\n"
            })
    void refusesWhatIsNoDecimal(String text) {
        assertThatThrownBy(() -> DecimalInput.parse(text, false))
                .isInstanceOf(NumberFormatException.class)
                .hasMessage("not a decimal number.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e999999999", "1e-999999999", "1e2147483648"})
    void refusesGiantExponentsWithoutArithmetic(String text) {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () ->
                        assertThatThrownBy(() -> DecimalInput.parse(text, true))
                                .isInstanceOf(NumberFormatException.class));
    }

    @Test
    void refusesMoreThanFortyCharacters() {
        String forty = "0." + "0".repeat(16) + "1" + "0".repeat(21);

        assertThat(forty).hasSize(40);
        assertThatThrownBy(() -> DecimalInput.parse(forty, false))
                .hasMessage("a number has at most 18 decimals.");
        assertThatThrownBy(() -> DecimalInput.parse(forty + "0", false))
                .hasMessage("a number has at most 40 characters.");
        assertThatThrownBy(() -> DecimalInput.parse("1".repeat(5000), true))
                .hasMessage("a number has at most 40 characters.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000000000000", "-1000000000000000", "1e15", "1e999", "9e15"})
    void refusesValuesFromTenToTheFifteenth(String text) {
        assertThatThrownBy(() -> DecimalInput.parse(text, false))
                .hasMessage("a number must be below 10^15.");
    }

    @Test
    void acceptsTheLargestValueBelowTenToTheFifteenth() {
        assertThat(DecimalInput.parse("999999999999999", false).value())
                .isEqualTo("999999999999999");
        assertThat(DecimalInput.parse("1e14", false).value())
                .isEqualByComparingTo("100000000000000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0000000000000000001",
                "1.0000000000000000000",
                "1e-19",
                "1e-999",
                "0.1234567890123456789"
            })
    void refusesMoreThanEighteenDecimals(String text) {
        assertThatThrownBy(() -> DecimalInput.parse(text, false))
                .hasMessage("a number has at most 18 decimals.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1234567890123456789", "0.5000000000000000001", "1e-19", "1e-999"})
    void refusesMoreThanEighteenDecimalsOfNumbersThatAreNotNoise(String text) {
        assertThatThrownBy(() -> DecimalInput.parse(text, true))
                .hasMessage("a number has at most 18 decimals.");
    }

    @ParameterizedTest
    @CsvSource({
        "2706.9300000000003, 0.01, 2706.93",
        "0.30000000000000004, 0.01, 0.3",
        "0.30000000000000004, 0.00001, 0.3",
        "0.000030000000000000004, 0.00001, 0.00003",
        "3.0000000000000004e-5, 0.00001, 0.00003",
        "4.3500000000000005, 0.01, 4.35",
        "45250.755, 0.01, 45250.755"
    })
    void removesFloatNoiseFromNumbers(String text, String step, String settled) {
        assertThat(DecimalInput.parse(text, true).settled(new BigDecimal(step)))
                .isEqualByComparingTo(settled);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2706.9300000000003", "0.30000000000000004"})
    void neverRoundsStrings(String text) {
        assertThat(DecimalInput.parse(text, false).settled(CENT))
                .isEqualByComparingTo(new BigDecimal(text));
    }

    @Test
    void keepsDigitsThatTheStepCouldMean() {
        // Given sixteen digits, where rounding to fifteen moves by 0.4 of a thousandth of the step
        DecimalInput near = DecimalInput.parse("12345678.90123454", true);

        // Then a coarse step lets the rounding pass and a fine one does not
        assertThat(near.settled(new BigDecimal("0.0001"))).isEqualTo("12345678.9012345");
        assertThat(near.settled(new BigDecimal("0.00000001"))).isEqualTo("12345678.90123454");
    }

    @Test
    void refusesTheRoundingThatMovesByExactlyAThousandthOfTheStep() {
        DecimalInput input = DecimalInput.parse("100000.0000000001", true);

        assertThat(input.settled(new BigDecimal("0.0000001"))).isEqualTo("100000.0000000001");
        assertThat(input.settled(new BigDecimal("0.000000101"))).isEqualByComparingTo("100000");
    }

    @Test
    void roundsHalfToEven() {
        BigDecimal step = BigDecimal.ONE;

        assertThat(DecimalInput.parse("1.000000000000005", true).settled(step))
                .isEqualTo("1.00000000000000");
        assertThat(DecimalInput.parse("1.000000000000015", true).settled(step))
                .isEqualTo("1.00000000000002");
    }
}
