package com.rescaleequity.order.trading.funds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AccountFundsTest {

    private static final int DOLLARS = 7;

    private final AccountFunds funds = new AccountFunds();

    @Test
    void heldFundsAreNotAvailable() {
        // Given
        funds.credit(DOLLARS, 100);

        // When
        funds.hold(DOLLARS, 70);

        // Then
        assertThat(funds.available(DOLLARS)).isEqualTo(30);
        assertThat(funds.held(DOLLARS)).isEqualTo(70);
    }

    @Test
    void capturedFundsLeaveTheAccountAndReleasedOnesComeBack() {
        // Given
        funds.credit(DOLLARS, 100);
        funds.hold(DOLLARS, 70);

        // When
        funds.capture(DOLLARS, 50);
        funds.release(DOLLARS, 20);

        // Then
        assertThat(funds.available(DOLLARS)).isEqualTo(50);
        assertThat(funds.held(DOLLARS)).isZero();
    }

    @Test
    void takingMoreThanThereIsFailsAndTakesNothing() {
        // Given
        funds.credit(DOLLARS, 100);
        funds.hold(DOLLARS, 70);

        // Then
        assertThatThrownBy(() -> funds.debit(DOLLARS, 31))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> funds.hold(DOLLARS, 31)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> funds.capture(DOLLARS, 71))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> funds.release(DOLLARS, -1))
                .isInstanceOf(IllegalStateException.class);
        assertThat(funds.available(DOLLARS)).isEqualTo(30);
        assertThat(funds.held(DOLLARS)).isEqualTo(70);
    }
}
