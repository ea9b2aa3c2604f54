package com.rescaleequity.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.local.client.ExchangeClient;
import com.rescaleequity.local.replay.FakeExchange.Fault;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayRunTest {

    private static final int TRADES = 20;

    @TempDir Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> said = new ArrayList<>();
    private FakeExchange exchange;
    private Path tape;

    @BeforeEach
    void start() throws Exception {
        exchange = new FakeExchange(vertx);
        tape = folder.resolve("tape.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(tape))) {
            for (int i = 1; i <= TRADES; i++) {
                String line =
                        "1 {\"stream\":\"btcusdt@trade\",\"data\":{\"s\":\"BTCUSDT\",\"t\":%d,\"p\":\"%d.50\",\"q\":\"0.0%d\",\"T\":%d,\"m\":%b}}\n"
                                .formatted(1000 + i, 60_000 + i, i, i, i % 3 == 0);
                out.write(line.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void replay() {
        new ReplayRun(
                        new ExchangeClient(vertx, exchange.restUrl()),
                        new ReplayRun.Keys("maker-key", "taker-key"),
                        tape,
                        folder.resolve("replay.json"),
                        said::add)
                .run(Double.POSITIVE_INFINITY);
    }

    @Test
    void printsExactlyTheTape() {
        replay();
        assertThat(said.getLast()).isEqualTo("Replay exact");
        assertThat(exchange.trades()).hasSize(TRADES);
    }

    @Test
    void lostAnswersAndLostOrdersDoubleAndDropNothing() {
        // Given
        exchange.faults(order ->
                switch (order % 7) {
                    case 2 -> Fault.ANSWER_LOST;
                    case 4 -> Fault.UNAVAILABLE;
                    case 6 -> Fault.ORDER_LOST;
                    default -> Fault.NONE;
                });

        // When
        replay();

        // Then
        assertThat(said.getLast()).isEqualTo("Replay exact");
        assertThat(exchange.trades()).hasSize(TRADES);
    }

    @Test
    void goesOnAfterItWasCutOffBetweenMakerAndTaker() {
        // Given
        exchange.faults(order -> order == 12 ? Fault.REFUSED : Fault.NONE);
        replay();
        assertThat(said.getLast()).startsWith("The replay failed");
        assertThat(exchange.trades()).hasSize(5);

        // When
        replay();

        // Then
        assertThat(said).anyMatch(line -> line.endsWith("going on at 6"));
        assertThat(said.getLast()).isEqualTo("Replay exact");
        assertThat(exchange.trades()).hasSize(TRADES);
    }

    @Test
    void finishedTapeCanBeReplayedAgain() {
        // Given
        replay();

        // When
        replay();

        // Then
        assertThat(exchange.trades()).hasSize(2 * TRADES);
        assertThat(
                        said.stream()
                                .filter(line ->
                                        line.equals(
                                                "  trades that differ in price, quantity, side or order: 0")))
                .hasSize(2);
    }
}
