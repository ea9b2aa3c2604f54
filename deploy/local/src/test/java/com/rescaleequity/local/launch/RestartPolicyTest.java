package com.rescaleequity.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofHours(1);

    private final RestartPolicy policy = new RestartPolicy();

    @Test
    void oneThatKeepsEndingAtOnceIsGivenUpAfterLongerAndLongerPauses() {
        // Given
        List<Optional<Duration>> pauses = new ArrayList<>();

        // When
        for (int end = 0; end < RestartPolicy.MOST_FAILURES; end++) {
            pauses.add(policy.afterEnd(false, false, SOON));
        }

        // Then
        assertThat(pauses.getLast()).isEmpty();
        assertThat(pauses.subList(0, RestartPolicy.MOST_FAILURES - 1))
                .allMatch(Optional::isPresent)
                .isSortedAccordingTo((a, b) -> a.orElseThrow().compareTo(b.orElseThrow()));
    }

    @Test
    void oneThatSomebodyKillsIsStartedAgainForEver() {
        policy.afterEnd(true, true, LONG);
        for (int kill = 0; kill < 100; kill++) {
            assertThat(policy.afterEnd(false, true, SOON)).isPresent();
        }
    }

    @Test
    void aLongLifeMakesEarlierFailuresForgotten() {
        policy.afterEnd(true, false, LONG);
        for (int round = 0; round < 10; round++) {
            for (int end = 0; end < RestartPolicy.MOST_FAILURES - 1; end++) {
                assertThat(policy.afterEnd(false, false, SOON)).isPresent();
            }
            assertThat(policy.afterEnd(true, false, LONG)).isPresent();
        }
    }
}
