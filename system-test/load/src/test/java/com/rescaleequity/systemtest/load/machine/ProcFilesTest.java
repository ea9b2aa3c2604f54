package com.rescaleequity.systemtest.load.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcFilesTest {

    @Test
    void aThreadsNameMayHoldBlanksAndBrackets() {
        String stat = "77 (kafka (net) 1) S 1 2 3 4 -1 0 0 0 0 0 250 31 0 0 20 0 9 0 100 1 2";

        ProcFiles.ThreadTime time = ProcFiles.parse(stat);

        assertThat(time.id()).isEqualTo(77);
        assertThat(time.name()).isEqualTo("kafka (net) 1");
        assertThat(time.micros()).isEqualTo(2_810_000);
    }

    @Test
    void threadsThatDoTheSameHaveOneName() {
        assertThat(ThreadKinds.ofThread("vert.x-eventloo")).isEqualTo("vert.x-eventloo");
        assertThat(ThreadKinds.ofThread("data-plane-kafk")).isEqualTo("data-plane-kafk");
        assertThat(ThreadKinds.ofThread("executor-thread-12")).isEqualTo("executor-thread");
        assertThat(ThreadKinds.ofThread("C2 CompilerThre")).isEqualTo("compilers");
        assertThat(ThreadKinds.ofThread("7")).isEqualTo("7");
        assertThat(ThreadKinds.ofPostgres("postgres: account account_service 127.0.0.1(5) COPY"))
                .isEqualTo("account_service");
        assertThat(ThreadKinds.ofPostgres("postgres: walwriter ")).isEqualTo("walwriter");
        assertThat(ThreadKinds.ofPostgres("/usr/bin/postgres -D x")).isEqualTo("postmaster");
    }
}
