package com.rescaleequity.systemtest.load.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmCountersTest {

    @TempDir private Path folder;

    @Test
    void aJvmTellsOfItsCollections() throws IOException {
        // Given
        long pid = ProcessHandle.current().pid();
        Path file = Path.of("/tmp", "hsperfdata_" + System.getProperty("user.name"), "" + pid);
        assumeThat(file).exists();
        JvmCounters counters = JvmCounters.of(pid);
        long before =
                counters.value("sun.gc.collector.0.invocations")
                        + counters.value("sun.gc.collector.1.invocations");

        // When
        System.gc();

        // Then
        long after =
                counters.value("sun.gc.collector.0.invocations")
                        + counters.value("sun.gc.collector.1.invocations");
        assertThat(after).isGreaterThan(before);
        assertThat(counters.value("sun.os.hrt.frequency")).isPositive();
        assertThat(counters.has("sun.gc.collector.1.lastExitTime")).isTrue();
        assertThat(counters.has("there.is.none")).isFalse();
    }

    @Test
    void anotherFileIsNotReadAsCounters() throws IOException {
        Path file = Files.write(folder.resolve("other"), new byte[64]);

        assertThatThrownBy(() -> JvmCounters.of(file)).isInstanceOf(IOException.class);
    }
}
