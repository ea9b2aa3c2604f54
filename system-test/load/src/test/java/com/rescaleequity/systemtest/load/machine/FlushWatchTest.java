package com.rescaleequity.systemtest.load.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlushWatchTest {

    @Test
    void aBrokerLetsItselfBeRecorded() throws InterruptedException {
        Member broker = new Member(Members.KAFKA, ProcessHandle.current().pid(), true);

        assertThat(FlushWatch.start(List.of(broker))).hasValueSatisfying(FlushWatch::close);
    }

    @Test
    void whereNoBrokerIsNothingIsCounted() throws InterruptedException {
        assertThat(FlushWatch.start(List.of())).isEmpty();
    }
}
