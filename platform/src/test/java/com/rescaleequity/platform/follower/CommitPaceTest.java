package com.rescaleequity.platform.follower;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommitPaceTest {

    private final CommitPace pace = new CommitPace();

    @Test
    void theFirstCommitIsDueAtOnce() {
        assertThat(pace.nanosLeft()).isNotPositive();
    }

    @Test
    void afterACommitTheNextIsNotDueBeforeAMultipleOfItsTime() throws InterruptedException {
        pace.begin();
        Thread.sleep(20);
        pace.end();

        assertThat(pace.nanosLeft())
                .isPositive()
                .isLessThanOrEqualTo(Duration.ofMillis(200).toNanos());
    }

    @Test
    void afterARestTheNextCommitIsDueAtOnce() throws InterruptedException {
        pace.begin();
        pace.end();
        Thread.sleep(30);

        assertThat(pace.nanosLeft()).isNotPositive();
    }
}
