package com.rescaleequity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.local.infrastructure.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, stopping and starting again, as a person at a terminal does it. */
class LaunchIT {

    private static final List<String> SERVICES =
            List.of("order-service", "account-service", "market-service", "stream-gateway");

    @TempDir private Path folder;

    @Test
    void aBusyPortIsSaidBeforeAnythingIsTouched() throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RunningExchange refused = RunningExchange.launch(data, busy.getLocalPort())) {
            assertThat(refused.awaitExit()).isNotZero();
            assertThat(String.join("\n", refused.output()))
                    .contains(Integer.toString(busy.getLocalPort()))
                    .contains("--port");
            assertThat(data).doesNotExist();
        }
    }

    @Test
    void aUsedDataFolderIsLeftAloneAndEveryServiceEndsItsWork()
            throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        try (RunningExchange exchange = RunningExchange.start(data, "--no-simulator")) {
            Client demo = exchange.client("demo");
            String id = demo.limit("BTCUSD", "buy", "0.01", "50000").ok().path("orderId").asText();
            try (RunningExchange second = RunningExchange.launch(data, FreePort.find())) {
                assertThat(second.awaitExit()).isNotZero();
                assertThat(String.join("\n", second.output())).contains("in use");
            }
            assertThat(demo.get("/orders/" + id).status()).isEqualTo(200);
            assertThat(exchange.stop()).isEqualTo(RunningExchange.ENDED_BY_SIGTERM);
        }
        for (String service : SERVICES) {
            assertThat(data.resolve("logs").resolve(service + ".log"))
                    .content()
                    .as("the end of %s", service)
                    .contains(service + " stopped in");
        }
        assertThat(data.resolve("logs/order-service.log"))
                .content()
                .as("order-service keeps its state for the next start")
                .contains("Snapshot at command");
    }

    @Test
    void aFolderOfSomethingElseIsNotWiped() throws IOException, InterruptedException {
        Path data = Files.createDirectory(folder.resolve("photos"));
        Path photo = Files.writeString(data.resolve("cat.jpg"), "a cat");
        try (RunningExchange refused = RunningExchange.launch(data, FreePort.find(), "--fresh")) {
            assertThat(refused.awaitExit()).isNotZero();
            assertThat(photo).exists();
        }
    }

    @Test
    void theChildrenOfAKilledLauncherEndByThemselves() throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        try (RunningExchange exchange = RunningExchange.start(data, "--no-simulator")) {
            List<ProcessHandle> all = exchange.processes();
            all.getFirst().destroyForcibly();
            Await.until(
                    "the end of all children of a killed launcher",
                    () -> all.stream().noneMatch(ProcessHandle::isAlive),
                    () -> all.stream().filter(ProcessHandle::isAlive).count());
        }
    }
}
