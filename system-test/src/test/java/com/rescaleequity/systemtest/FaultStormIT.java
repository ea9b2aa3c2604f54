package com.rescaleequity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rescaleequity.systemtest.load.proof.BooksCheck;
import com.rescaleequity.systemtest.load.proof.EventLogCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * All six kinds of process are killed and frozen at random while orders are placed, and everything
 * is checked from outside: nothing acknowledged is lost, nothing is doubled, nothing that was
 * answered as not done was done, money is conserved. {@code -Dminutes=1} runs it, more storms for
 * longer; {@code -Dseed=7} in another order; {@code -Dkinds=ORDERS} only those.
 */
@EnabledIfSystemProperty(named = "minutes", matches = "[0-9]+")
class FaultStormIT {

    private static final System.Logger LOG = System.getLogger("FaultStormIT");
    private static final int REPLICAS = 3;
    private static final int TRADERS = 16;

    /** So many orders between two faults, so that a slow machine is not only starting processes. */
    private static final int ORDERS_BETWEEN_FAULTS = 40;

    private static final long PAUSE_MILLIS = 4000;

    // Cold compilers take both processors of a small machine; the storm is not about them.
    private static final int ORDERS_BEFORE_THE_STORM = 3000;

    private static final long LONGEST_WAIT_MILLIS = 6000;

    // What failed stays, so that its logs can be read.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void nothingIsLostOrDoubledWhateverIsKilledOrFrozen() throws Exception {
        Path data = folder.resolve("data");
        long seed = Long.getLong("seed", System.nanoTime());
        LOG.log(System.Logger.Level.INFO, "Fault storm with -Dseed={0}", String.valueOf(seed));
        try (RunningExchange exchange =
                RunningExchange.start(
                        data,
                        "--order-replicas",
                        String.valueOf(REPLICAS),
                        "--no-simulator",
                        "--rate-limits",
                        "off")) {
            // When
            List<StormTrader> traders = traders(exchange);
            awaitOrders(traders, ORDERS_BEFORE_THE_STORM);
            int before = acknowledged(traders);
            long begun = System.nanoTime();
            int faults = storm(data, traders, new Random(seed));
            double speed = (acknowledged(traders) - before) * 1e9 / (System.nanoTime() - begun);
            for (StormTrader trader : traders) {
                trader.end();
            }

            // Then
            new CarefulClient(exchange.client("maker")).place("after-the-storm");
            Map<String, String> orders = settle(traders);
            checkRefused(traders);
            checkHistory(data, orders);
            BooksCheck.run(data);
            EventLogCheck.run(data);
            checkWaits(traders, faults, speed);
        }
    }

    private static List<StormTrader> traders(RunningExchange exchange) throws IOException {
        List<StormTrader> traders = new ArrayList<>();
        for (int number = 0; number < TRADERS; number++) {
            boolean sells = number % 2 == 0;
            traders.add(
                    StormTrader.start(
                            exchange.client(sells ? "demo" : "maker"), "w" + number, sells));
        }
        return traders;
    }

    /** Each kind once, then any; answers how many faults there were. */
    private static int storm(Path data, List<StormTrader> traders, Random random)
            throws IOException, InterruptedException {
        List<ServerKind> kinds = kinds();
        List<ServerKind> first = new ArrayList<>(kinds);
        Collections.shuffle(first, random);
        long end = System.nanoTime() + Duration.ofMinutes(Long.getLong("minutes", 1)).toNanos();
        int faults = 0;
        while (faults < first.size() || System.nanoTime() - end < 0) {
            awaitOrders(traders, ORDERS_BETWEEN_FAULTS);
            Thread.sleep(PAUSE_MILLIS);
            ServerKind kind =
                    faults < first.size()
                            ? first.get(faults)
                            : kinds.get(random.nextInt(kinds.size()));
            Fault fault = Fault.any(kind, REPLICAS, random);
            LOG.log(System.Logger.Level.INFO, "{0}", fault);
            fault.inject(data);
            faults++;
        }
        return faults;
    }

    private static List<ServerKind> kinds() {
        String chosen = System.getProperty("kinds", "");
        return chosen.isEmpty()
                ? List.of(ServerKind.values())
                : Arrays.stream(chosen.split(",")).map(ServerKind::valueOf).toList();
    }

    private static void awaitOrders(List<StormTrader> traders, int more) {
        int enough = acknowledged(traders) + more;
        try {
            Await.until(
                    enough + " acknowledged orders",
                    () -> acknowledged(traders) >= enough,
                    () -> acknowledged(traders));
        } catch (AssertionError e) {
            throw new AssertionError(told(traders), e);
        }
    }

    private static String told(List<StormTrader> traders) {
        Map<String, Long> refused =
                traders.stream()
                        .flatMap(trader -> trader.refused().values().stream())
                        .collect(Collectors.groupingBy(code -> code, Collectors.counting()));
        return "%d acknowledged, %d unknown, refused %s, last told %s"
                .formatted(
                        acknowledged(traders),
                        traders.stream().mapToInt(t -> t.unknown().size()).sum(),
                        refused,
                        traders.stream().map(StormTrader::last).toList());
    }

    private static int acknowledged(List<StormTrader> traders) {
        return traders.stream().mapToInt(trader -> trader.acknowledged().size()).sum();
    }

    /** Asks again for whatever was unknown; answers the order of every label that has one. */
    private static Map<String, String> settle(List<StormTrader> traders) {
        Map<String, String> orders = new HashMap<>();
        for (StormTrader trader : traders) {
            orders.putAll(trader.acknowledged());
            for (String label : trader.unknown()) {
                JsonNode order = new CarefulClient(trader.client()).find(label);
                if (!order.isMissingNode()) {
                    orders.put(label, order.path("orderId").asText());
                }
            }
        }
        return orders;
    }

    /** A refusal means that nothing was done. */
    private static void checkRefused(List<StormTrader> traders) {
        for (StormTrader trader : traders) {
            assertThat(trader.refused().values())
                    .isSubsetOf("SERVICE_UNAVAILABLE", "MAX_OPEN_ORDERS", "DEADLINE_EXCEEDED");
            for (String label : trader.refused().keySet()) {
                assertThat(new CarefulClient(trader.client()).find(label).isMissingNode())
                        .as("%s was refused and is there", label)
                        .isTrue();
            }
        }
    }

    /** The table of orders has each label once, and the order that was acknowledged for it. */
    private static void checkHistory(Path data, Map<String, String> orders) {
        Map<String, String> stored = new HashMap<>();
        Await.until(
                "the history of " + orders.size() + " orders",
                () -> {
                    stored.clear();
                    read(data, stored);
                    return stored.keySet().containsAll(orders.keySet());
                },
                stored::size);
        assertThat(stored).containsAllEntriesOf(orders);
        assertThat(stored).hasSameSizeAs(orders);
    }

    private static void read(Path data, Map<String, String> stored)
            throws IOException, SQLException {
        try (Connection connection = BooksCheck.connect(data, "order_service");
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select client_order_id, order_id from orders"
                                        + " where client_order_id ~ '^w[0-9]+-'")) {
            while (rows.next()) {
                String before = stored.put(rows.getString(1), rows.getString(2));
                assertThat(before).as("%s is there twice", rows.getString(1)).isNull();
            }
        }
    }

    /**
     * Speed is told, not asserted; that waits end is asserted as a share, for this JVM waits too.
     */
    private static void checkWaits(List<StormTrader> traders, int faults, double speed) {
        List<Long> waits =
                traders.stream().flatMap(t -> t.waitedMillis().stream()).sorted().toList();
        long late = waits.stream().filter(wait -> wait > LONGEST_WAIT_MILLIS).count();
        LOG.log(
                System.Logger.Level.INFO,
                "{0} faults; {1} orders acknowledged, {2} a second in the storm; {3} unknown, {4} refused;"
                        + " longest wait {5} ms, {6} calls waited longer than {7} ms",
                faults,
                acknowledged(traders),
                speed,
                traders.stream().mapToInt(t -> t.unknown().size()).sum(),
                traders.stream().mapToInt(t -> t.refused().size()).sum(),
                waits.getLast(),
                late,
                LONGEST_WAIT_MILLIS);
        assertThat(late).as("late answers of %d", waits.size()).isLessThan(1 + waits.size() / 100);
    }
}
