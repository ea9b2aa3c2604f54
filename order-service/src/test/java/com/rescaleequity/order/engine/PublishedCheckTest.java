package com.rescaleequity.order.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.order.engine.PublishedCheck.DivergenceException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishedCheckTest {

    private static final long HASH = 77;

    private final PublishedCheck check = new PublishedCheck();

    @BeforeEach
    void apply() {
        for (long offset = 0; offset < 10; offset++) {
            check.applied(offset, 2 * offset, HASH);
        }
    }

    @Test
    void framesThatAreAsComputedConfirmTheLog() {
        check.published(end(3, HASH));
        check.published(end(12, HASH));

        assertThat(check.compare(9)).isNull();
        assertThat(check.confirmedTo()).as("12 is not applied yet").isEqualTo(3);
    }

    @Test
    void noFrameThatDiffersConfirmsAnything() {
        check.published(end(3, HASH));
        check.published(end(4, 1));
        check.published(end(5, 1));
        check.published(end(6, 1));

        DivergenceException first = check.compare(9);

        assertThat(first).isNotNull().hasMessageContaining("diverges at command offset 4:");
        assertThat(check.confirmedTo()).isEqualTo(3);
    }

    @Test
    void aStartRequiresWhatTheLogEndsWith() {
        assertThatThrownBy(() -> check.require(end(5, HASH), end(5, 1)))
                .isInstanceOf(DivergenceException.class);
        assertThat(check.confirmedTo()).isNegative();

        check.require(end(5, HASH), end(5, HASH));

        assertThat(check.confirmedTo()).isEqualTo(5);
    }

    @Test
    void whatIsForgottenDiffersInNothing() {
        for (long offset = 10; offset < 70_000; offset++) {
            check.applied(offset, 2 * offset, HASH);
        }

        assertThat(check.remembers(3)).isFalse();
        assertThat(check.differs(end(3, 1))).isFalse();
        assertThat(check.differs(end(69_999, 1))).isTrue();
    }

    private static Standing end(long commandOffset, long hash) {
        return new Standing(commandOffset, 2 * commandOffset, hash);
    }
}
