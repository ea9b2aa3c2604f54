package com.rescaleequity.platform.follower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommitPaceTest {

    private static final long LONGEST = Duration.ofMillis(200).toNanos();

    private final CommitPace pace = new CommitPace(Duration.ofMillis(150));

    @Test
    void theFirstCommitIsDueAtOnce() {
        assertThat(pace.nanosLeft()).isNotPositive();
    }

    @Test
    void afterACommitTheNextIsNotDueBeforeAMultipleOfItsTime() throws InterruptedException {
        pace.begin();
        Thread.sleep(20);
        pace.end(1);

        assertThat(pace.nanosLeft()).isPositive().isLessThanOrEqualTo(LONGEST);
    }

    @Test
    void afterARestTheNextCommitIsDueAtOnce() throws InterruptedException {
        pace.begin();
        pace.end(1);
        Thread.sleep(30);

        assertThat(pace.nanosLeft()).isNotPositive();
    }

    @Test
    void underLoadTheNextCommitWaitsForTheFollowersOwnPace() throws InterruptedException {
        pace.begin();
        pace.end(1000);

        assertThat(pace.nanosLeft()).isPositive().isLessThanOrEqualTo(LONGEST);
        Thread.sleep(151);
        assertThat(pace.nanosLeft()).isNotPositive();
    }

    @Test
    void aPaceThatReadsWouldNoticeIsRefused() {
        assertThatThrownBy(() -> new CommitPace(Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
