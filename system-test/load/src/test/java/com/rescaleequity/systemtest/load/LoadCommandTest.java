package com.rescaleequity.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LoadCommandTest {

    @Test
    void flushesAreCountedUnlessSomebodyDoesNotWantThat() {
        assertThat(flushes()).isTrue();
        assertThat(flushes("--flushes")).isTrue();
        assertThat(flushes("--no-flushes")).isFalse();
    }

    private static boolean flushes(String... arguments) {
        CommandLine command = new CommandLine(new LoadCommand());
        command.parseArgs(arguments);
        return command.getCommandSpec().findOption("--flushes").getValue();
    }
}
