package com.rescaleequity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rescaleequity.systemtest.load.proof.BooksCheck;
import com.rescaleequity.systemtest.load.proof.EventLogCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kafka, then PostgreSQL, hang for half a minute under load: public market data goes on with its
 * age, private reads say 503 instead of waiting, everything recovers by itself, and nothing is lost
 * or doubled. On demand, for it takes minutes: {@code -DfrozenSeconds=30}.
 */
@EnabledIfSystemProperty(named = "frozenSeconds", matches = ".+")
class FrozenStoresIT {

    private static final System.Logger LOG = System.getLogger("FrozenStoresIT");
    private static final Duration FROZEN =
            Duration.ofSeconds(Integer.getInteger("frozenSeconds", 30));
    private static final List<String> MARKET_READS =
            List.of(
                    "/market/tickers",
                    "/market/depth?symbol=ETHUSD",
                    "/market/trades?symbol=ETHUSD&limit=5",
                    "/market/instruments");

    @TempDir private Path folder;

    /** What one read came to. */
    private record Read(String path, int status, long millis, String age) {}

    @Test
    void marketDataGoesOnWhileKafkaOrPostgresHangs() throws Exception {
        Path data = folder.resolve("data");
        try (RunningExchange exchange =
                RunningExchange.start(data, "--no-simulator", "--rate-limits", "off")) {
            Client maker = exchange.client("maker");
            Client demo = exchange.client("demo");
            Trader trader = Trader.start(maker, "load");
            awaitOneMore(trader, 50);
            // Warm: the first read of each kind compiles its way.
            for (int i = 0; i < 20; i++) {
                reads(demo);
            }
            for (ServerKind store : List.of(ServerKind.KAFKA, ServerKind.POSTGRES)) {
                freeze(store, data, demo);
                long wentOn = System.nanoTime();
                int answered = trader.answers().size();
                Await.until(
                        "a private read after " + store.title() + " goes on (logs in " + data + ")",
                        () -> demo.get("/account").status() == 200);
                long read = millisSince(wentOn);
                awaitOneMore(trader, answered + 20);
                LOG.log(
                        System.Logger.Level.INFO,
                        "{0} went on: private reads after {1} ms, 20 orders after {2} ms",
                        store.title(),
                        read,
                        millisSince(wentOn));
            }
            trader.close();

            assertThat(trader.refusals()).isEmpty();
            for (Trader.Answered answered : trader.answers()) {
                JsonNode order = new CarefulClient(maker).findById(answered.orderId());
                assertThat(order.path("orderId").asText()).isEqualTo(answered.orderId());
            }
            EventLogCheck.run(data);
            BooksCheck.run(data);
        }
    }

    /** Freezes a store, reads all the while, and lets it go on. */
    private static void freeze(ServerKind store, Path data, Client demo) throws Exception {
        List<Long> pids = new ArrayList<>();
        ProcessHandle server = ProcessHandle.of(store.pid(data)).orElseThrow();
        Stream.concat(Stream.of(server), server.descendants()).forEach(p -> pids.add(p.pid()));
        signal("STOP", pids);
        List<Read> market = new ArrayList<>();
        List<Read> account = new ArrayList<>();
        try {
            long end = System.nanoTime() + FROZEN.toNanos();
            while (System.nanoTime() - end < 0) {
                market.addAll(reads(demo));
                account.add(read(demo, "/account"));
            }
        } finally {
            signal("CONT", pids);
        }
        report(store, market, account);
        assertThat(market)
                .as("market data while %s hangs", store.title())
                .allMatch(r -> r.status() == 200);
        assertThat(market.stream().map(Read::millis).sorted().toList().get(market.size() / 2))
                .as("median of market reads, ms, while %s hangs", store.title())
                .isLessThanOrEqualTo(300);
        if (store == ServerKind.KAFKA) {
            // Nobody knows where the log ends, so every answer that follows it tells its age.
            assertThat(market)
                    .filteredOn(r -> r.path().startsWith("/market/depth"))
                    .allMatch(r -> !r.age().isEmpty());
        }
        assertThat(account)
                .as("private reads")
                .allMatch(r -> r.status() == 503 || r.status() == 200);
        assertThat(account).as("private reads").anyMatch(r -> r.status() == 503);
    }

    private static List<Read> reads(Client client) throws IOException, InterruptedException {
        List<Read> reads = new ArrayList<>();
        for (String path : MARKET_READS) {
            reads.add(read(client, path));
        }
        return reads;
    }

    private static Read read(Client client, String path) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Client.Answer answer = client.once(path);
        return new Read(path, answer.status(), millisSince(begun), answer.age());
    }

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }

    private static void report(ServerKind store, List<Read> market, List<Read> account) {
        LOG.log(
                System.Logger.Level.INFO,
                "{0} frozen: {1} market reads, slowest {2} ms; {3} private reads, slowest {4} ms",
                store.title(),
                market.size(),
                market.stream().mapToLong(Read::millis).max().orElse(0),
                account.size(),
                account.stream().mapToLong(Read::millis).max().orElse(0));
    }

    private static void signal(String signal, List<Long> pids)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        new ProcessBuilder(command).start().waitFor();
    }

    private static void awaitOneMore(Trader trader, int count) {
        Await.until(
                count + " answered orders; refused: " + trader.refusals(),
                () -> trader.answers().size() >= count,
                () -> trader.answers().size());
    }
}
