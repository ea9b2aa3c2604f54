package com.rescaleequity.order.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.order.engine.PublishedCheck.DivergenceException;
import org.junit.jupiter.api.Test;

class VotesTest {

    private static final long NOW = 1_000_000;

    private final Votes votes = new Votes();

    @Test
    void whoeverMostContradictStops() {
        votes.cast("b", 10, false, NOW);
        assertThatCode(votes::decide).doesNotThrowAnyException();

        votes.cast("c", 11, false, NOW + 500);

        assertThatThrownBy(votes::decide)
                .isInstanceOf(DivergenceException.class)
                .hasMessageContaining("at or before command offset 10")
                .hasMessageContaining("2 other replicas");
    }

    @Test
    void aReplicaSpeaksForItselfOnceAndOnlyForAWhile() {
        votes.cast("b", 10, false, NOW);
        votes.cast("b", 11, false, NOW + 1000);
        assertThatCode(votes::decide).doesNotThrowAnyException();

        votes.cast("c", 12, false, NOW + 9000);

        assertThatCode(votes::decide).doesNotThrowAnyException();
    }

    @Test
    void whomTheLogContradictsGoesOnWhenAnotherCameToTheSame() {
        votes.contest(difference(20));
        assertThat(votes.isContested()).isTrue();
        votes.cast("b", 19, true, NOW);
        votes.decide();
        assertThat(votes.isContested()).as("b spoke of what came before").isTrue();

        votes.cast("b", 20, true, NOW + 1000);
        votes.cast("c", 20, false, NOW + 1100);
        votes.decide();

        assertThat(votes.isContested()).isFalse();
        votes.contest(difference(21));
        assertThat(votes.isContested()).as("the log is known to be wrong").isFalse();
    }

    @Test
    void whomTheLogAndMostOthersContradictStopsAtOnce() {
        votes.contest(difference(20));
        votes.cast("b", 20, false, NOW);
        assertThatCode(votes::decide).doesNotThrowAnyException();

        votes.cast("c", 20, false, NOW);

        assertThatThrownBy(votes::decide).hasMessageContaining("diverges at command offset 20");
    }

    @Test
    void whomNobodySupportsGivesIn() throws InterruptedException {
        votes.contest(difference(20));
        Thread.sleep(5_100);

        assertThatThrownBy(votes::decide).hasMessageContaining("diverges at command offset 20");
    }

    private static DivergenceException difference(long commandOffset) {
        return new DivergenceException(
                new Standing(commandOffset, 30, 1), new Standing(commandOffset, 30, 2));
    }
}
