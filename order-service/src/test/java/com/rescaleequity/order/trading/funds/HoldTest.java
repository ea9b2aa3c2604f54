package com.rescaleequity.order.trading.funds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HoldTest {

    private static final int DOLLARS = 7;

    private final AccountFunds funds = new AccountFunds();
    private final Hold hold = new Hold(funds, DOLLARS);

    @Test
    void placedFundsAreHeldAndNotAvailable() {
        // Given
        funds.credit(DOLLARS, 100);

        // When
        hold.place(70);

        // Then
        assertThat(funds.available(DOLLARS)).isEqualTo(30);
        assertThat(funds.held(DOLLARS)).isEqualTo(70);
        assertThat(hold.amount()).isEqualTo(70);
    }

    @Test
    void capturedFundsLeaveTheAccountAndReleasedOnesComeBack() {
        // Given
        funds.credit(DOLLARS, 100);
        hold.place(70);

        // When
        hold.capture(50);
        hold.release(20);

        // Then
        assertThat(funds.available(DOLLARS)).isEqualTo(50);
        assertThat(funds.held(DOLLARS)).isZero();
        assertThat(hold.amount()).isZero();
    }

    @Test
    void placingAsMuchAsThereIsTellsWhatIsMissing() {
        // Given
        funds.credit(DOLLARS, 10);

        // Then
        assertThat(hold.placeUpTo(4)).isZero();
        assertThat(hold.placeUpTo(9)).isEqualTo(3);
        assertThat(hold.amount()).isEqualTo(10);
    }

    @Test
    void takingMoreThanThereIsFailsAndTakesNothing() {
        // Given
        funds.credit(DOLLARS, 100);
        hold.place(70);

        // Then
        assertThatThrownBy(() -> hold.place(31)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> hold.capture(71)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> hold.release(-1)).isInstanceOf(IllegalStateException.class);
        assertThat(funds.available(DOLLARS)).isEqualTo(30);
        assertThat(funds.held(DOLLARS)).isEqualTo(70);
    }
}
