package com.rescaleequity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rescaleequity.systemtest.load.proof.BooksCheck;
import com.rescaleequity.systemtest.load.proof.EventLogCheck;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever process is killed comes back by itself, and orders go on. */
class SupervisionIT {

    @TempDir private Path folder;

    @Test
    void eachKindOfProcessComesBackAfterItWasKilled() throws Exception {
        Path data = folder.resolve("data");
        try (RunningExchange exchange = RunningExchange.start(data, "--no-simulator")) {
            CarefulClient demo = new CarefulClient(exchange.client("demo"));
            for (ServerKind kind : ServerKind.values()) {
                // Given
                JsonNode before = demo.place("before-" + kind);
                long killed = kind.pid(data);

                // When
                ProcessHandle.of(killed).orElseThrow().destroyForcibly();
                exchange.awaitLine(kind.title() + " is back");

                // Then
                assertThat(kind.pid(data)).isNotEqualTo(killed);
                assertThat(demo.place("after-" + kind).path("orderId"))
                        .isNotEqualTo(before.path("orderId"));
                assertStillActive(demo.client(), before);
            }
            BooksCheck.run(data);
            EventLogCheck.run(data);
            assertThat(exchange.stop()).isEqualTo(RunningExchange.ENDED_BY_SIGTERM);
        }
    }

    private static void assertStillActive(Client client, JsonNode order) {
        String id = order.path("orderId").asText();
        Await.until("a read of order " + id, () -> client.get("/orders/" + id).status() == 200);
        Await.until(
                "order " + id + " is active",
                () -> client.get("/orders/" + id).data().path("status").asText().equals("active"));
    }
}
