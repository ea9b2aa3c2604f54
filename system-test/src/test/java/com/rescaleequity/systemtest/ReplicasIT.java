package com.rescaleequity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.systemtest.load.proof.BooksCheck;
import com.rescaleequity.systemtest.load.proof.EventLogCheck;
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

    /** So many answers of each other replica while one is away show that order entry goes on. */
    private static final int MEANWHILE = 50;

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
                pauses.add(kill(replicas, traders));
            }
            pauses.add(freeze(replicas, traders));
            traders.forEach(Trader::close);

            assertThat(traders.stream().flatMap(t -> t.refusals().stream())).isEmpty();
            checkAcknowledged(exchange.client("maker"), traders);
            EventLogCheck.run(data);
            BooksCheck.run(data);
            System.getLogger("ReplicasIT")
                    .log(System.Logger.Level.INFO, "Longest pauses, ms: {0}", pauses);
        }
    }

    /** Kills the publisher; answers the longest pause in ms at the others until it is back. */
    private static long kill(List<OrderReplica> replicas, List<Trader> traders) throws Exception {
        OrderReplica publisher = publisher(replicas);
        long begun = System.nanoTime();
        publisher.signal("KILL");
        awaitOthers(publisher, traders, 1);
        assertThat(publisher.isReady())
                .as("the others answered before the killed one was back")
                .isFalse();
        awaitOthers(publisher, traders, MEANWHILE);
        publisher(replicas);
        awaitReady(replicas);
        return longestPause(publisher, traders, begun);
    }

    /** Freezes the publisher; another publishes before it goes on. */
    private static long freeze(List<OrderReplica> replicas, List<Trader> traders) throws Exception {
        OrderReplica frozen = publisher(replicas);
        long begun = System.nanoTime();
        frozen.signal("STOP");
        awaitOthers(frozen, traders, MEANWHILE);
        List<OrderReplica> others =
                replicas.stream().filter(r -> r.number() != frozen.number()).toList();
        publisher(others);
        long pause = longestPause(frozen, traders, begun);
        frozen.signal("CONT");
        awaitReady(replicas);
        awaitAnswers(List.of(traders.get(frozen.number())), 20);
        return pause;
    }

    /** Returns when every other replica has so many more answers than now. */
    private static void awaitOthers(OrderReplica gone, List<Trader> traders, int more) {
        List<Trader> others = new ArrayList<>(traders);
        others.remove(gone.number());
        awaitAnswers(others, more);
    }

    private static long longestPause(OrderReplica gone, List<Trader> traders, long begun) {
        long now = System.nanoTime();
        long longest = 0;
        for (int number = 0; number < traders.size(); number++) {
            if (number != gone.number()) {
                longest = Math.max(longest, traders.get(number).longestPause(begun, now));
            }
        }
        return longest;
    }

    private static OrderReplica publisher(List<OrderReplica> replicas) throws Exception {
        OrderReplica[] found = new OrderReplica[1];
        Await.until(
                "a publisher among " + replicas,
                () -> {
                    for (OrderReplica replica : replicas) {
                        if (replica.isPublishing()) {
                            found[0] = replica;
                        }
                    }
                    return found[0] != null;
                });
        return found[0];
    }

    private static void awaitReady(List<OrderReplica> replicas) {
        for (OrderReplica replica : replicas) {
            Await.until(replica + " is ready", replica::isReady, replica::state);
        }
    }

    /** Returns when each has so many more answers than now. */
    private static void awaitAnswers(List<Trader> traders, int more) {
        for (Trader trader : traders) {
            int enough = trader.answers().size() + more;
            Await.until(
                    "%d answers of %s, which was refused: %s"
                            .formatted(enough, trader, trader.refusals()),
                    () -> trader.answers().size() >= enough,
                    () -> trader.answers().size());
        }
    }

    private static void checkAcknowledged(Client client, List<Trader> traders) {
        CarefulClient reader = new CarefulClient(client);
        for (Trader trader : traders) {
            List<Trader.Answered> answers = trader.answers();
            for (int i = 0; i < answers.size(); i += Math.max(1, answers.size() / 50)) {
                String orderId = answers.get(i).orderId();
                assertThat(reader.findById(orderId).path("orderId").asText()).isEqualTo(orderId);
            }
        }
    }
}
