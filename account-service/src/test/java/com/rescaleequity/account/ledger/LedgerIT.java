package com.rescaleequity.account.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import com.rescaleequity.account.testing.Database;
import com.rescaleequity.account.testing.FakeCore;
import com.rescaleequity.account.testing.Sandbox;
import com.rescaleequity.account.valuation.LastPrices;
import com.rescaleequity.platform.database.ServiceDatabase;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.follower.EventBatch;
import com.rescaleequity.platform.follower.EventFollower;
import com.rescaleequity.platform.follower.Position;
import com.rescaleequity.platform.follower.PositionMovedException;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.market.Ticker;
import com.rescaleequity.protocol.trading.Balance;
import com.rescaleequity.protocol.trading.BalancesChanged;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.FundsMoveKind;
import com.rescaleequity.protocol.trading.FundsMoved;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "account_service"))
class LedgerIT {

    @Inject LastPrices prices;
    @Inject ServiceDatabase database;
    @Inject MeterRegistry meters;

    @BeforeAll
    static void startCore() {
        FakeCore.shared();
    }

    @Test
    void framesThatComeTwiceCountOnce() {
        // Given
        Sandbox buyer = Sandbox.open();
        Sandbox seller = Sandbox.open();

        // When
        FakeCore.shared()
                .emitTwice(books ->
                        books.trade(
                                buyer.number(),
                                seller.number(),
                                "ETHUSD",
                                Units.of("2000"),
                                Units.of("1")));
        FakeCore.shared().tick();

        // Then
        buyer.request()
                .get("/api/v1/account/balances?asset=ETH")
                .then()
                .body("data[0].total", equalTo(11));
        buyer.request()
                .get("/api/v1/account/balances?asset=USD")
                .then()
                .body("data[0].total", equalTo(97996));
    }

    @Test
    void journalExplainsEveryBalanceAndSumsToZero() {
        // Given
        Sandbox buyer = Sandbox.open();
        Sandbox seller = Sandbox.open();

        // When
        for (int i = 1; i <= 50; i++) {
            long price = Units.of("2000.01") * i / 25;
            FakeCore.shared()
                    .emit(books ->
                            books.trade(
                                    buyer.number(),
                                    seller.number(),
                                    "ETHUSD",
                                    price,
                                    Units.of("0.0123")));
        }
        FakeCore.shared().tick();
        buyer.get("/api/v1/account");

        // Then
        assertThat(
                        Database.column(
                                "SELECT asset FROM posting GROUP BY asset HAVING sum(amount) <> 0"))
                .isEmpty();
        assertThat(
                        Database.column(
                                """
                                SELECT b.account_id FROM balance b WHERE b.total IS DISTINCT FROM
                                    (SELECT coalesce(sum(amount), 0) FROM posting p
                                     WHERE p.account_id = b.account_id AND p.asset = b.asset)\
                                """))
                .isEmpty();
        assertThat(
                        Database.column(
                                """
                                SELECT entry_id FROM
                                    (SELECT entry_id, line, balance_after, sum(amount) OVER
                                        (PARTITION BY account_id, asset ORDER BY entry_id, line)
                                        AS running
                                     FROM posting WHERE account_id <> 0) p
                                WHERE balance_after <> running\
                                """))
                .isEmpty();
    }

    @Test
    void rebuildFromTheLogGivesTheSameTables() throws InterruptedException {
        // Given
        Sandbox buyer = Sandbox.open();
        Sandbox seller = Sandbox.open();
        FakeCore.shared()
                .emit(books ->
                        books.trade(
                                buyer.number(),
                                seller.number(),
                                "BTCUSD",
                                Units.of("45000.01"),
                                Units.of("0.3")));
        FakeCore.shared().placeBuyOrder(buyer.number(), "BTCUSD", Units.of("40000"), 1000);
        buyer.get("/api/v1/account");
        List<String> before = everything();

        // When: as the README says; the running service finds its position moved and reloads
        Database.run(
                """
                ALTER TABLE journal_entry DISABLE TRIGGER append_only;
                ALTER TABLE posting DISABLE TRIGGER append_only;
                TRUNCATE journal_entry, posting, balance, market, trading_volume;
                UPDATE follower_position
                    SET sequence = 0, command_offset = -1, record_offset = -1;
                ALTER TABLE journal_entry ENABLE TRIGGER append_only;
                ALTER TABLE posting ENABLE TRIGGER append_only;\
                """);
        FakeCore.shared().tick();

        // Then
        for (int i = 0; !everything().equals(before) && i < 1800; i++) {
            Thread.sleep(100);
        }
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aLedgerThatComesSecondMeetsTheFirstAndNoFault() {
        // Given a second ledger that has not seen a deposit, which the first one has
        LedgerStore second = new LedgerStore(database);
        Position before = second.load();
        Sandbox account = Sandbox.open();
        account.get("/api/v1/account");
        long deposited = Units.of("100000");

        // When
        EventBatch late =
                EventBatch.whole(
                        before,
                        second.load(),
                        List.of(
                                deposit(account.number(), deposited),
                                announcement(account.number(), deposited)),
                        1);

        // Then
        assertThatThrownBy(() -> second.apply(late)).isInstanceOf(PositionMovedException.class);
    }

    @Test
    void twoLedgersOnOneDatabaseCountEachEventOnce() throws InterruptedException {
        // Given
        EventFollower second =
                new EventFollower(
                        KafkaClients.at(System.getProperty("exchange.test.kafka")),
                        new LedgerStore(database));
        second.start();
        try {
            Sandbox buyer = Sandbox.open();
            Sandbox seller = Sandbox.open();

            // When
            for (int i = 0; i < 30; i++) {
                FakeCore.shared()
                        .emit(books ->
                                books.trade(
                                        buyer.number(),
                                        seller.number(),
                                        "ETHUSD",
                                        Units.of("2000"),
                                        Units.of("0.01")));
            }
            FakeCore.shared().tick();

            // Then
            buyer.request()
                    .get("/api/v1/account/balances?asset=USD")
                    .then()
                    .body("data[0].total", equalTo(99398.8f));
            long last = new LedgerStore(database).load().sequence();
            while (second.isHealthy() && second.sequence() < last) {
                Thread.sleep(20);
            }
            assertThat(second.fault()).isNull();
            assertThat(meters.get("exchange.follower.healthy").gauge().value()).isEqualTo(1);
        } finally {
            second.close();
        }
    }

    private static Event deposit(long account, long amount) {
        return Event.newBuilder()
                .setFundsMoved(
                        FundsMoved.newBuilder()
                                .setAccountId(account)
                                .setAsset("USD")
                                .setAmount(amount)
                                .setKind(FundsMoveKind.DEPOSIT))
                .build();
    }

    private static Event announcement(long account, long available) {
        return Event.newBuilder()
                .setBalancesChanged(
                        BalancesChanged.newBuilder()
                                .setAccountId(account)
                                .addBalances(
                                        Balance.newBuilder()
                                                .setAsset("USD")
                                                .setAvailable(available)))
                .build();
    }

    @Test
    void journalTakesNoChangeFromAnybody() throws SQLException {
        Sandbox.open();
        for (String table : List.of("journal_entry", "posting", "audit_record")) {
            for (String change :
                    List.of(
                            "DELETE FROM " + table,
                            "TRUNCATE " + table,
                            "UPDATE " + table + " SET " + column(table) + " = 'x'")) {
                try (Connection service = Database.asService();
                        Statement statement = service.createStatement()) {
                    assertThatThrownBy(() -> statement.execute(change))
                            .hasMessageContaining("permission denied");
                }
                assertThatThrownBy(() -> Database.run(change))
                        .rootCause()
                        .hasMessageContaining("append-only");
            }
        }
    }

    @Test
    void postingsThatDoNotSumToZeroAreRefusedByTheDatabase() throws SQLException {
        try (Connection service = Database.asService();
                Statement statement = service.createStatement()) {
            service.setAutoCommit(false);
            statement.execute(
                    "INSERT INTO journal_entry VALUES (900000000, 'adjustment', 'x', '', 0)");

            // When / Then: one leg alone
            assertThatThrownBy(() ->
                            statement.execute(
                                    "INSERT INTO posting VALUES (900000000, 1, 51, 'USD',"
                                            + " 5, 'adjustment', 5)"))
                    .hasMessageContaining("sum to zero");
            service.rollback();
        }
    }

    @Test
    void newerTickerGivesThePrice() throws Exception {
        // Given
        Ticker ticker =
                Ticker.newBuilder()
                        .setSymbol("SOLUSD")
                        .setPrice(Units.of("151.25"))
                        .setSequence(5)
                        .build();

        // When
        Map<String, Object> settings =
                Map.of("bootstrap.servers", System.getProperty("exchange.test.kafka"));
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    Topics.MARKET_TICKERS, 0, "SOLUSD", ticker.toByteArray()))
                    .get();
        }

        // Then
        for (int i = 0; !prices.of("SOL").toPlainString().equals("151.25"); i++) {
            assertThat(i).isLessThan(1800);
            Thread.sleep(100);
        }
    }

    @Test
    void fiveThousandOrdersASecondAreNoProblem() {
        // Given: 20,000 holds and 4,000 trades in 200 frames
        Sandbox buyer = Sandbox.open();
        Sandbox seller = Sandbox.open();
        FakeCore.shared().tick();
        buyer.get("/api/v1/account");

        // When
        long start = System.nanoTime();
        for (int frame = 0; frame < 200; frame++) {
            FakeCore.shared()
                    .emit(books -> {
                        List<Event> events = new ArrayList<>();
                        for (int i = 0; i < 100; i++) {
                            events.addAll(books.hold(buyer.number(), "USD", 1));
                        }
                        for (int i = 0; i < 20; i++) {
                            events.addAll(
                                    books.trade(
                                            buyer.number(),
                                            seller.number(),
                                            "ETHUSD",
                                            Units.of("2000"),
                                            Units.of("0.0001")));
                        }
                        return events;
                    });
        }
        FakeCore.shared().tick();
        while (buyer.request().get("/api/v1/account").statusCode() != 200) {
            Thread.onSpinWait();
        }
        double seconds = (System.nanoTime() - start) / 1e9;

        // Then: 24,000 orders' worth of events take about 3 s alone on two cores, and on a machine
        // that is busy with other things still less than one order at a time would
        assertThat(seconds).isLessThan(300);
        org.jboss.logging.Logger.getLogger(LedgerIT.class)
                .infof("20,000 holds and 4,000 trades took %.2f s", seconds);
    }

    private static List<String> everything() {
        List<String> rows = new ArrayList<>();
        for (String table :
                List.of("journal_entry", "posting", "balance", "market", "trading_volume")) {
            rows.addAll(Database.column("SELECT t::text FROM " + table + " t ORDER BY 1"));
        }
        rows.addAll(Database.column("SELECT sequence FROM follower_position"));
        return rows;
    }

    private static String column(String table) {
        return switch (table) {
            case "posting" -> "kind";
            case "audit_record" -> "actor";
            default -> "reference_id";
        };
    }
}
