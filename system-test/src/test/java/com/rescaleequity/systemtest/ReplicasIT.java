package com.rescaleequity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes of order-service on one log: whoever publishes is killed or frozen, the others
 * answer on. {@code -Dkills=20} kills more often.
 */
class ReplicasIT {

    private static final int REPLICAS = 3;
    private static final long WATCHED_NANOS = 5_000_000_000L;
    private static final long LONGEST_PAUSE_MS = 1000;

    @TempDir private Path folder;

    @Test
    void ordersGoOnWhilePublishersAreKilledAndFrozen() throws Exception {
        Path data = folder.resolve("data");
        int kills = Integer.getInteger("kills", 3);
        try (RunningExchange exchange =
                RunningExchange.start(
                        data,
                        "--order-replicas",
                        String.valueOf(REPLICAS),
                        "--no-simulator",
                        "--rate-limits",
                        "off")) {
            List<OrderReplica> replicas =
                    IntStream.range(0, REPLICAS).mapToObj(i -> new OrderReplica(data, i)).toList();
            String key = exchange.account("maker").path("apiKey").asText();
            List<Trader> traders = new ArrayList<>();
            for (OrderReplica replica : replicas) {
                traders.add(
                        Trader.start(new Client(replica.restUrl(), key), "t" + replica.number()));
            }
            awaitAnswers(traders, 300);
            List<Long> pauses = new ArrayList<>();
            for (int kill = 0; kill < kills; kill++) {
                pauses.add(pauseWhilePublisher(replicas, traders, "KILL"));
            }
            pauses.add(freeze(replicas, traders));
            traders.forEach(Trader::close);

            assertThat(pauses).as("ms without an answer").allMatch(p -> p <= LONGEST_PAUSE_MS);
            assertThat(traders.stream().flatMap(t -> t.refusals().stream())).isEmpty();
            checkAcknowledged(exchange.client("maker"), traders);
            EventLogCheck.run(data);
            BooksCheck.run(data);
            System.getLogger("ReplicasIT")
                    .log(System.Logger.Level.INFO, "Longest pauses, ms: {0}", pauses);
        }
    }

    /** Signals the publisher; answers the longest pause at the others. */
    private static long pauseWhilePublisher(
            List<OrderReplica> replicas, List<Trader> traders, String signal) throws Exception {
        OrderReplica publisher = publisher(replicas);
        long begun = System.nanoTime();
        publisher.signal(signal);
        Thread.sleep(WATCHED_NANOS / 1_000_000);
        long longest = 0;
        for (OrderReplica other : replicas) {
            if (other.number() != publisher.number()) {
                Trader trader = traders.get(other.number());
                longest = Math.max(longest, trader.longestPause(begun, begun + WATCHED_NANOS));
            }
        }
        publisher(replicas);
        if (signal.equals("KILL")) {
            awaitReady(replicas);
        }
        return longest;
    }

    private static long freeze(List<OrderReplica> replicas, List<Trader> traders) throws Exception {
        OrderReplica frozen = publisher(replicas);
        long pause = pauseWhilePublisher(replicas, traders, "STOP");
        assertThat(publisher(replicas).number()).isNotEqualTo(frozen.number());
        frozen.signal("CONT");
        awaitReady(replicas);
        Trader awakened = traders.get(frozen.number());
        int before = awakened.answers().size();
        awaitAnswers(List.of(awakened), before + 20);
        return pause;
    }

    private static OrderReplica publisher(List<OrderReplica> replicas) throws Exception {
        long end = System.nanoTime() + 40_000_000_000L;
        while (System.nanoTime() < end) {
            for (OrderReplica replica : replicas) {
                if (replica.isPublishing()) {
                    return replica;
                }
            }
            Thread.sleep(50);
        }
        throw new AssertionError("Nobody publishes");
    }

    private static void awaitReady(List<OrderReplica> replicas) throws Exception {
        long end = System.nanoTime() + 90_000_000_000L;
        for (OrderReplica replica : replicas) {
            while (!replica.isReady()) {
                assertThat(System.nanoTime()).as("replica is not ready").isLessThan(end);
                Thread.sleep(100);
            }
        }
    }

    private static void awaitAnswers(List<Trader> traders, int count) throws InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        for (Trader trader : traders) {
            while (trader.answers().size() < count) {
                assertThat(System.nanoTime())
                        .as("no answers: " + trader.refusals())
                        .isLessThan(end);
                Thread.sleep(20);
            }
        }
    }

    private static void checkAcknowledged(Client client, List<Trader> traders)
            throws IOException, InterruptedException {
        for (Trader trader : traders) {
            List<Trader.Answered> answers = trader.answers();
            for (int i = 0; i < answers.size(); i += Math.max(1, answers.size() / 50)) {
                client.get("/orders/" + answers.get(i).orderId()).ok();
            }
        }
    }
}
