package com.rescaleequity.order.trading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactLabelTest {

    @Test
    void everyNumberComesBackFromItsText() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 10_000; i++) {
            long number = 1 + (random.nextLong() >>> (1 + random.nextInt(62)));
            assertThat(CompactLabel.code(CompactLabel.text(number))).isEqualTo(number);
        }
        assertThat(CompactLabel.code(CompactLabel.text(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-",
                "x-0",
                "x-01",
                "x-A",
                "x-a b",
                "x--1",
                "x-1.",
                "X-1",
                "x1",
                "x",
                "-1",
                "1",
                "x-1y2p0ij32e8e8",
                "x-zzzzzzzzzzzzz",
                "x-10000000000000",
                "x-\uff11"
            })
    void anotherTextIsNone(String text) {
        assertThat(CompactLabel.code(text)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "01", "-1", "+1", "1a", "1234567890123456789", "\uff11"})
    void otherDigitsAreNoNumber(String text) {
        assertThat(CompactLabel.number(text)).isZero();
    }

    @Test
    void digitsAreTheirNumber() {
        assertThat(CompactLabel.number("1000001")).isEqualTo(1_000_001);
        assertThat(CompactLabel.number("999999999999999999")).isEqualTo(999_999_999_999_999_999L);
    }
}
