package com.rescaleequity.order.trading.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientOrderIdTest {

    @Test
    void everyNumberComesBackFromItsText() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 10_000; i++) {
            long number = 1 + (random.nextLong() >>> (2 + random.nextInt(61)));
            assertThat(ClientOrderId.of(ClientOrderId.of(number).text()).number())
                    .isEqualTo(number);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-1", "x-v", "x-10", "x-vvvvvvvvvvvv", "x-7vvvvvvvvvvvv"})
    void prefixAndDigitsAreMadeOfANumber(String text) {
        ClientOrderId id = ClientOrderId.of(text);
        assertThat(id.number()).isPositive();
        assertThat(id.text()).isEqualTo(text);
        assertThat(id).isEqualTo(ClientOrderId.of(id.number()));
        assertThat(id.hashCode()).isEqualTo(ClientOrderId.of(id.number()).hashCode());
    }

    @Test
    void largestNumberHasThirteenDigits() {
        assertThat(ClientOrderId.of(Long.MAX_VALUE).text()).isEqualTo("x-7vvvvvvvvvvvv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-",
                "x-0",
                "x-01",
                "x-A",
                "x-w",
                "x-a b",
                "x--1",
                "x-1.",
                "X-1",
                "x1",
                "x",
                "-1",
                "1",
                "x-8000000000000",
                "x-vvvvvvvvvvvvv",
                "x-10000000000000",
                "x-\uff11"
            })
    void anotherTextIsKeptAsItIs(String text) {
        ClientOrderId id = ClientOrderId.of(text);
        assertThat(id.number()).isZero();
        assertThat(id.text()).isEqualTo(text);
        assertThat(id.isNone()).isFalse();
        assertThat(id).isEqualTo(ClientOrderId.of(text)).isNotEqualTo(ClientOrderId.of(1));
    }

    @Test
    void emptyTextIsNone() {
        assertThat(ClientOrderId.of("")).isEqualTo(ClientOrderId.NONE);
        assertThat(ClientOrderId.NONE.isNone()).isTrue();
        assertThat(ClientOrderId.of(1).isNone()).isFalse();
    }

    @Test
    void numbersAreAboveZero() {
        assertThatThrownBy(() -> ClientOrderId.of(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClientOrderId.of(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
