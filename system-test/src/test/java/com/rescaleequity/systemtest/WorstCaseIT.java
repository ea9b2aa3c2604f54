package com.rescaleequity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rescaleequity.systemtest.load.proof.BooksCheck;
import com.rescaleequity.systemtest.load.proof.EventLogCheck;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worst that one client may send inside the published limits, whose windows are made shorter so
 * that hours pass in minutes: an order with very many fills that is amended very often with keys,
 * accounts opened from many networks, sockets that resume and resync as fast as they may. Heaps,
 * snapshots, the restart and everybody else's answers stay within bounds. On demand: {@code
 * -Dfills=50000 -Damends=10000 -Daccounts=20000}.
 */
@EnabledIfSystemProperty(named = "fills", matches = ".+")
class WorstCaseIT {

    private static final int FILLS = Integer.getInteger("fills", 1_000);
    private static final int AMENDS = Integer.getInteger("amends", 400);
    private static final int ACCOUNTS = Integer.getInteger("accounts", 100);
    private static final int TAKERS = 5;
    private static final int OPENERS = 30;
    private static final int AMENDERS = 4;

    // What has been traded makes a start longer, and never this many times as long as an empty one.
    private static final int MOST_STARTS = 3;
    private static final int SOCKETS = 5;
    // An hour of the published limits passes in a minute.
    private static final String SPEED = "60";
    private static final BigDecimal LOT = new BigDecimal("0.00001");
    // What a fill, an amendment or an account may leave behind in any heap, and in a snapshot.
    private static final long KILOBYTES_EACH = 3;
    private static final long SLACK_KILOBYTES = 48 * 1024;
    private static final Pattern SNAPSHOT = Pattern.compile("Snapshot at command \\d+: (\\d+) kB");
    private static final System.Logger LOG = System.getLogger("WorstCaseIT");

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "EXCHANGE_RATE_LIMITS_SPEED",
                    SPEED,
                    "EXCHANGE_SANDBOX_ACCOUNTS_PER_HOUR",
                    Integer.toString(ACCOUNTS + TAKERS + 10));

    // What failed stays, so that its logs can be read.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final AtomicLong networks = new AtomicLong();

    @Test
    void oneClientNeitherFillsNorStallsTheExchange() throws Exception {
        Path data = folder.resolve("data");
        String orderId;
        String key;
        Map<ServerKind, Long> heaps;
        long first = System.nanoTime();
        try (RunningExchange exchange = RunningExchange.start(data, SETTINGS, "--no-simulator")) {
            first = System.nanoTime() - first;
            Client attacker = open(data, exchange);
            key = attacker.apiKey();
            List<Client> takers = new ArrayList<>();
            for (int i = 0; i < TAKERS; i++) {
                takers.add(open(data, exchange));
            }
            try (Bystander bystander = Bystander.start(exchange.client("demo"))) {
                bystander.next(150);
                Bystander.Latencies quiet = bystander.next(150);
                heaps = Heaps.afterCollection(data);
                int from = bystander.answered();
                orderId =
                        attacker.limit("BTCUSD", "sell", "1", "50000")
                                .ok()
                                .path("orderId")
                                .asText();
                attack(data, exchange, attacker, takers, orderId);
                Bystander.Latencies busy = bystander.since(from);
                LOG.log(
                        System.Logger.Level.INFO,
                        "Bystander: quiet {0}, beside it {1}",
                        quiet,
                        busy);
                assertThat(bystander.refusals()).isEmpty();
                assertThat(busy.median()).isLessThan(Math.max(50, 20 * quiet.median()));
                assertThat(busy.p99()).isLessThan(Math.max(1000, 20 * quiet.p99()));
            }
            checkHeaps(data, heaps);
            exchange.killEverything();
        }
        long again = System.nanoTime();
        try (RunningExchange exchange = RunningExchange.start(data, SETTINGS, "--no-simulator")) {
            again = System.nanoTime() - again;
            LOG.log(
                    System.Logger.Level.INFO,
                    "First start {0} ms, after everything was killed {1} ms",
                    Duration.ofNanos(first).toMillis(),
                    Duration.ofNanos(again).toMillis());
            assertThat(again).as("start, ns").isLessThan(MOST_STARTS * first);
            checkHeaps(data, heaps);
            JsonNode order = new Client(exchange.restUrl(), key).get("/orders/" + orderId).ok();
            assertThat(order.path("fills")).hasSize(100);
            assertThat(order.path("fillsTruncated").asBoolean()).isTrue();
            assertThat(order.path("filledQuantity").decimalValue())
                    .isEqualByComparingTo(LOT.multiply(BigDecimal.valueOf(FILLS)));
            BooksCheck.run(data);
            EventLogCheck.run(data);
            assertThat(exchange.stop()).isEqualTo(RunningExchange.ENDED_BY_SIGTERM);
        }
        checkSnapshot(data);
    }

    /** Everything at once, then the amendments of the order that has all the fills. */
    private void attack(
            Path data,
            RunningExchange exchange,
            Client attacker,
            List<Client> takers,
            String orderId)
            throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ResumingSockets sockets =
                        ResumingSockets.start(exchange.streamUrl(), attacker.apiKey(), SOCKETS)) {
            List<Future<?>> work = new ArrayList<>();
            for (Client taker : takers) {
                work.add(threads.submit(() -> fill(taker)));
            }
            List<Future<?>> opened = new ArrayList<>();
            for (int i = 0; i < OPENERS; i++) {
                opened.add(threads.submit(() -> openAccounts(data, exchange)));
            }
            for (Future<?> one : work) {
                one.get();
            }
            LOG.log(System.Logger.Level.INFO, "{0} fills made", FILLS);
            for (Future<?> one : opened) {
                one.get();
            }
            LOG.log(System.Logger.Level.INFO, "{0} accounts opened", ACCOUNTS);
            List<Future<?>> amendments = new ArrayList<>();
            for (int part = 0; part < AMENDERS; part++) {
                int first = part;
                amendments.add(threads.submit(() -> amend(attacker, orderId, first)));
            }
            for (Future<?> one : amendments) {
                one.get();
            }
            LOG.log(System.Logger.Level.INFO, "{0} amendments made", AMENDS);
            sockets.check();
        }
    }

    /** A sandbox account, opened from a network of its own: through the ingress all are one. */
    private Client open(Path data, RunningExchange exchange)
            throws IOException, InterruptedException {
        long network = networks.incrementAndGet();
        String port = Files.readString(data.resolve("pids/account-service.port")).strip();
        URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/sandbox/accounts");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .header(
                                "X-Forwarded-For",
                                "2001:%x:%x::1".formatted(network >> 16, network & 0xffff))
                        .POST(BodyPublishers.ofString("{}"));
        Client.Answer opened = Client.send(request);
        // They wait for one another, and who waits too long is asked to come again; each time
        // counts.
        while (opened.status() == 503 || opened.status() == 429) {
            Thread.sleep(opened.body().at("/error/details/retryAfterMs").asLong(1_000));
            opened = Client.send(request);
        }
        return new Client(exchange.restUrl(), opened.ok().path("apiKey").asText());
    }

    private Void openAccounts(Path data, RunningExchange exchange)
            throws IOException, InterruptedException {
        for (int i = 0; i < ACCOUNTS / OPENERS; i++) {
            open(data, exchange);
        }
        return null;
    }

    private static Void fill(Client taker) throws IOException, InterruptedException {
        String body =
                """
                {"symbol":"BTCUSD","side":"buy","type":"limit","timeInForce":"IOC","quantity":%s,"price":50000}
                """
                        .formatted(LOT);
        for (int i = 0; i < FILLS / TAKERS; i++) {
            untilTaken(taker, "/orders/create", body, "");
        }
        return null;
    }

    private static Void amend(Client attacker, String orderId, int first)
            throws IOException, InterruptedException {
        for (int i = first; i < AMENDS; i += AMENDERS) {
            String body =
                    "{\"orderId\":\"%s\",\"newClientOrderId\":\"m-%d\"}".formatted(orderId, i);
            JsonNode order = untilTaken(attacker, "/orders/amend", body, "k" + i);
            assertThat(order.path("fills").size()).isLessThanOrEqualTo(100);
        }
        return null;
    }

    /** Sends as fast as the limits allow. */
    private static JsonNode untilTaken(Client client, String path, String body, String requestKey)
            throws IOException, InterruptedException {
        while (true) {
            HttpRequest.Builder request =
                    client.request(path)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body));
            if (!requestKey.isEmpty()) {
                request.header("Idempotency-Key", requestKey);
            }
            Client.Answer answer = Client.send(request);
            if (answer.status() != 429) {
                return answer.ok();
            }
            Thread.sleep(answer.body().at("/error/details/retryAfterMs").asLong(20));
        }
    }

    private static void checkHeaps(Path data, Map<ServerKind, Long> before)
            throws IOException, InterruptedException {
        Map<ServerKind, Long> after = Heaps.afterCollection(data);
        LOG.log(System.Logger.Level.INFO, "Heaps, kB: before {0}, after {1}", before, after);
        long allowed = SLACK_KILOBYTES + KILOBYTES_EACH * (FILLS + AMENDS + ACCOUNTS);
        after.forEach((service, kilobytes) ->
                assertThat(kilobytes - before.getOrDefault(service, 0L))
                        .as("growth of %s, kB", service.title())
                        .isLessThan(allowed));
    }

    private static void checkSnapshot(Path data) throws IOException {
        Matcher lines = SNAPSHOT.matcher(Files.readString(data.resolve("logs/order-service.log")));
        long kilobytes = -1;
        while (lines.find()) {
            kilobytes = Long.parseLong(lines.group(1));
        }
        LOG.log(System.Logger.Level.INFO, "Last snapshot: {0} kB", kilobytes);
        assertThat(kilobytes).isBetween(0L, KILOBYTES_EACH * (FILLS + AMENDS + ACCOUNTS) + 1024);
    }
}
