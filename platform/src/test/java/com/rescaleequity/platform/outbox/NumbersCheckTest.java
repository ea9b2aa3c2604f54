package com.rescaleequity.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.outbox.CoreTail.Taken;
import com.rescaleequity.platform.outbox.NumbersCheck.Verdict;
import com.rescaleequity.platform.outbox.OutboxStore.Standing;
import org.junit.jupiter.api.Test;

class NumbersCheckTest {

    private final NumbersCheck check = new NumbersCheck();

    @Test
    void allThatWasSentAndTakenIsInStep() {
        assertThat(check.look(new Standing(5, 5), 10, new Taken(9, 5))).isEqualTo(Verdict.IN_STEP);
        assertThat(check.finding()).isEmpty();
    }

    @Test
    void whatWasAppendedButNotYetNotedAsSentIsInStep() {
        assertThat(check.look(new Standing(5, 3), 10, new Taken(9, 4))).isEqualTo(Verdict.IN_STEP);
    }

    @Test
    void nothingIsKnownUntilTheCoreHasComeToWhereTheLogEnded() {
        assertThat(check.look(new Standing(5, 5), 10, null)).isEqualTo(Verdict.UNKNOWN);
        assertThat(check.look(new Standing(6, 6), 11, new Taken(8, 3))).isEqualTo(Verdict.UNKNOWN);
        // The first question stands: what was sent later need not have been taken yet.
        assertThat(check.look(new Standing(7, 7), 12, new Taken(9, 5))).isEqualTo(Verdict.IN_STEP);
    }

    @Test
    void aNumberThatWasSentAndNotTakenIsAGap() {
        assertThat(check.look(new Standing(5, 5), 10, new Taken(9, 3))).isEqualTo(Verdict.GAP);
        assertThat(check.finding())
                .isEqualTo("number 5 was sent, but the core has taken no more than 3");
    }

    @Test
    void aNumberThatWasTakenAndNeverGivenIsARepeat() {
        assertThat(check.look(new Standing(5, 5), 10, new Taken(9, 7))).isEqualTo(Verdict.REPEAT);
        assertThat(check.finding())
                .isEqualTo("the core has taken number 7, but the outbox has given no more than 5");
    }

    @Test
    void aDifferenceIsToldUntilItIsGone() {
        // Given
        check.look(new Standing(5, 5), 10, new Taken(9, 3));

        // Then
        assertThat(check.look(new Standing(5, 5), 10, null)).isEqualTo(Verdict.GAP);
        assertThat(check.look(new Standing(5, 5), 12, new Taken(11, 5))).isEqualTo(Verdict.IN_STEP);
        assertThat(check.finding()).isEmpty();
        assertThat(check.look(new Standing(5, 5), 14, new Taken(13, 6))).isEqualTo(Verdict.REPEAT);
    }
}
