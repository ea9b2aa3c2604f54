package com.rescaleequity.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.local.infrastructure.ChildProcess;
import com.rescaleequity.local.infrastructure.Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

    @TempDir Path folder;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Supervisor supervisor =
            new Supervisor(
                    new Terminal(new PrintStream(shown, true, StandardCharsets.UTF_8)),
                    Duration.ofSeconds(30));
    private final BlockingQueue<ChildProcess> started = new LinkedBlockingQueue<>();

    /** A shell that is ready as long as it lives. */
    private record Shell(ChildProcess process) implements Server {

        @Override
        public boolean isReady() {
            return process.alive();
        }
    }

    /** A shell that is never ready. */
    private record Broken(ChildProcess process) implements Server {

        @Override
        public boolean isReady() {
            return false;
        }
    }

    @AfterEach
    void stop() {
        supervisor.stop();
    }

    @Test
    void aKilledServerComesBackAndTheOthersGoOn() throws Exception {
        // Given
        Supervised one =
                supervisor.service(
                        "one", () -> new Shell(shell("one", "sleep 600")), Share.EVEN_ONCE_READY);
        supervisor.awaitReady(one);
        ChildProcess first = next();
        Supervised other =
                supervisor.backend(
                        "other", () -> new Shell(shell("other", "sleep 600")), Share.EVEN);
        supervisor.awaitReady(other);
        ChildProcess untouched = next();

        // When
        first.kill();
        ChildProcess second = next();

        // Then
        assertThat(second.pid()).isNotEqualTo(first.pid());
        assertThat(untouched.alive()).isTrue();
        supervisor.stop();
        assertThat(second.alive()).isFalse();
        assertThat(untouched.alive()).isFalse();
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .contains("one was ended by signal 9")
                .contains("one.log");
        assertThat(supervisor.failure()).isNotDone();
    }

    @Test
    void aServerThatCannotStartEndsTheExchangeWithTheEndOfItsLog() {
        // Given
        Supervised broken =
                supervisor.service(
                        "broken",
                        () -> new Broken(shell("broken", "echo no memory; exit 3")),
                        Share.EVEN_ONCE_READY);

        // Then
        assertThatThrownBy(() -> supervisor.awaitReady(broken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broken")
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("no memory");
        assertThat(started).hasSize(RestartPolicy.MOST_FAILURES);
    }

    private ChildProcess shell(String name, String script) {
        ChildProcess process =
                ChildProcess.start(
                        name, List.of("sh", "-c", script), Map.of(), folder.resolve(name + ".log"));
        started.add(process);
        return process;
    }

    private ChildProcess next() throws InterruptedException {
        ChildProcess process = started.poll(5, TimeUnit.MINUTES);
        assertThat(process).as("a process is started").isNotNull();
        return process;
    }
}
