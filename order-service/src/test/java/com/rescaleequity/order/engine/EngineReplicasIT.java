package com.rescaleequity.order.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.order.trading.TradingCore;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.protocol.trading.CancelAllOrders;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.OrderType;
import com.rescaleequity.protocol.trading.PlaceOrder;
import com.rescaleequity.protocol.trading.Side;
import jakarta.enterprise.inject.Vetoed;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Engines on one real log and one real database, stopped, started and set against each other. */
class EngineReplicasIT {

    private static final long ALICE = 51;
    private static final long BOB = 52;
    private static final TopicPartition COMMANDS = new TopicPartition("trading.commands", 0);
    private static final TopicPartition EVENTS = new TopicPartition("trading.events", 0);

    private final ExchangeInfrastructure infrastructure = new ExchangeInfrastructure();
    private final List<Engine> engines = new ArrayList<>();
    private Map<String, String> settings = Map.of();
    private String kafka = "";

    @BeforeEach
    void start() {
        infrastructure.init(Map.of("database", "order_service"));
        settings = infrastructure.start();
        kafka = settings.get("kafka.bootstrap.servers");
        TestLog.prepare(kafka, ALICE, BOB);
    }

    @AfterEach
    void stop() {
        engines.forEach(engine -> engine.stop(null));
        infrastructure.stop();
    }

    @Test
    void aStartGoesOnFromTheSnapshotOfTheLastEnd() {
        // Given
        Engine first = engine(-1);
        placed(first, ALICE, Side.BUY, 59_000);
        first.stop(null);
        engines.clear();

        // When
        Engine second = engine(-1);

        // Then
        SnapshotStore.Entry newest = store(1).newestFirst().getFirst();
        assertThat(newest.standing().sequence()).isPositive();
        assertThat(newest.commandOffset()).isPositive();
        assertThat(cancelledAll(second, ALICE)).isEqualTo(1);
    }

    @Test
    void aDamagedSnapshotFallsBackToTheOneBefore() {
        // Given
        Engine first = engine(-1);
        placed(first, ALICE, Side.BUY, 59_000);
        first.stop(null);
        Engine second = engine(-1);
        placed(second, ALICE, Side.BUY, 59_001);
        second.stop(null);
        engines.clear();
        SnapshotStore store = store(1);
        assertThat(store.newestFirst()).hasSize(2);
        damage(store.newestFirst().getFirst());

        // When
        Engine third = engine(-1);

        // Then
        assertThat(cancelledAll(third, ALICE)).isEqualTo(2);
    }

    @Test
    void aSnapshotThatSomebodyElseMadeIsPassedOver() {
        // Given
        Engine first = engine(-1);
        placed(first, ALICE, Side.BUY, 59_000);
        first.stop(null);
        engines.clear();
        SnapshotStore right = store(1);
        SnapshotStore.Entry kept = right.newestFirst().getFirst();
        TradingCore core = right.read(kept, parts -> TradingCore.restore(parts, 0));
        execute("delete from core_snapshot");

        // When
        store(2).save(kept, parts -> core.snapshot(1 << 10, parts));

        // Then
        assertThat(right.newestFirst()).containsExactly(kept);
        assertThatThrownBy(() -> right.read(kept, parts -> TradingCore.restore(parts, 0)))
                .hasMessageContaining("seal does not fit");
        Engine second = engine(-1);
        assertThat(cancelledAll(second, ALICE)).isEqualTo(1);
    }

    @Test
    void aLogThatBeginsBehindTheSnapshotIsRefused() {
        // Given
        Engine first = engine(-1);
        for (int i = 0; i < 5; i++) {
            placed(first, ALICE, Side.BUY, 59_000 + i);
        }
        first.stop(null);
        engines.clear();
        long end = TestLog.end(kafka, COMMANDS);
        TestLog.tick(kafka, 3);
        cutLogBefore(end + 2);

        // When
        Engine second = start(-1);

        // Then
        await(() -> second.failure() != null);
        assertThat(second.failure())
                .hasMessageContaining("begins at " + (end + 2))
                .hasMessageContaining("docs/runbook.md");
        assertThat(second.isReady()).isFalse();
    }

    @Test
    void anyReplicaAnswersAndAnotherPublishesWhenThePublisherStops() {
        // Given
        List<Engine> replicas = List.of(engine(-1), engine(-1), engine(-1));
        await(() -> replicas.stream().filter(Engine::isPublishing).count() == 1);
        placed(replicas.get(0), ALICE, Side.BUY, 59_000);
        placed(replicas.get(1), BOB, Side.SELL, 59_000);
        Engine publisher = replicas.stream().filter(Engine::isPublishing).findFirst().orElseThrow();

        // When
        publisher.stop(null);
        engines.remove(publisher);
        for (Engine survivor : engines) {
            placed(survivor, ALICE, Side.BUY, 59_100);
        }

        // Then
        await(() -> engines.stream().anyMatch(Engine::isPublishing));
        await(() -> TestLog.coveredBy(kafka) >= engines.getFirst().coverage().offset());
        TestLog.requireDenseEvents(kafka);
        assertThat(engines).allMatch(Engine::isReady);
    }

    @Test
    void aReplicaThatComputesSomethingElseStopsItself() {
        // Given
        Engine right = engine(-1);
        await(right::isPublishing);
        long planted = TestLog.end(kafka, COMMANDS) + 3;
        Engine wrong = engine(planted);

        // When
        for (int i = 0; i < 8; i++) {
            placed(right, ALICE, Side.BUY, 59_000 + i);
        }

        // Then
        await(() -> wrong.failure() != null);
        assertThat(wrong.failure())
                .isInstanceOf(PublishedCheck.DivergenceException.class)
                .hasMessageContaining("diverges at command offset");
        assertThat(wrong.isHealthy()).isFalse();
        assertThat(right.isReady()).isTrue();
        placed(right, ALICE, Side.BUY, 59_050);
    }

    @Test
    void aPublisherThatComputesSomethingElseStopsItselfAndTheOthersGoOn() {
        // Given
        Engine wrong = engine(TestLog.end(kafka, COMMANDS) + 40);
        await(wrong::isPublishing);
        List<Engine> right = List.of(engine(-1), engine(-1));

        // When
        await(() -> {
            right.stream().filter(Engine::isReady).forEach(EngineReplicasIT::placedAndCancelled);
            return wrong.failure() != null;
        });

        // Then
        assertThat(wrong.failure())
                .isInstanceOf(PublishedCheck.DivergenceException.class)
                .hasMessageContaining("other replicas");
        wrong.stop(null);
        engines.remove(wrong);
        await(() -> right.stream().allMatch(Engine::isReady));
        for (Engine replica : right) {
            placed(replica, ALICE, Side.BUY, 59_200);
            assertThat(replica.failure()).isNull();
        }
        long end = TestLog.end(kafka, EVENTS);
        placed(right.getFirst(), ALICE, Side.BUY, 59_201);
        assertThat(right).noneMatch(Engine::isPublishing);
        assertThat(TestLog.end(kafka, EVENTS)).as("nothing behind wrong frames").isEqualTo(end);
    }

    private Engine engine(long misreadAt) {
        Engine engine = start(misreadAt);
        await(engine::isReady);
        return engine;
    }

    private Engine start(long misreadAt) {
        Engine engine =
                new TestEngine(
                        misreadAt < 0
                                ? KafkaClients.at(kafka)
                                : new MisreadingClients(kafka, misreadAt),
                        store(1));
        engines.add(engine);
        engine.start(null);
        return engine;
    }

    private SnapshotStore store(int seed) {
        return TestSettings.store(settings, seed);
    }

    private static void placed(Engine engine, long account, Side side, long price) {
        PlaceOrder order =
                PlaceOrder.newBuilder()
                        .setAccountId(account)
                        .setSymbol("BTCUSD")
                        .setSide(side)
                        .setType(OrderType.LIMIT)
                        .setQuantity(1_000_000)
                        .setLimitPrice(price * 100_000_000)
                        .build();
        Answer<Reply.ToOrder> answer =
                engine.submit(
                                account,
                                Urgency.CREATE,
                                Command.newBuilder().setPlaceOrder(order),
                                Reply.ToOrder.class)
                        .await()
                        .atMost(Duration.ofMinutes(1));
        assertThat(answer.reply()).isInstanceOf(Reply.Accepted.class);
    }

    /** Leaves nothing behind, so that it may be done as often as a wait asks for. */
    private static void placedAndCancelled(Engine engine) {
        try {
            placed(engine, ALICE, Side.BUY, 59_000);
            cancelledAll(engine, ALICE);
        } catch (NothingDoneException | OutcomeUnknownException e) {
            // It is not ready for a moment: the wait goes on.
        }
    }

    private static int cancelledAll(Engine engine, long account) {
        CancelAllOrders all = CancelAllOrders.newBuilder().setAccountId(account).build();
        return engine.submit(
                        account,
                        Urgency.CANCEL,
                        Command.newBuilder().setCancelAllOrders(all),
                        Reply.CancelledAll.class)
                .await()
                .atMost(Duration.ofMinutes(1))
                .reply()
                .orders()
                .size();
    }

    private void damage(SnapshotStore.Entry entry) {
        // The application's role may not change a snapshot, so it loses its parts.
        execute("delete from core_snapshot_part where command_offset = " + entry.commandOffset());
    }

    private void execute(String sql) {
        try (Connection connection = TestSettings.database(settings).connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void cutLogBefore(long offset) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.deleteRecords(Map.of(COMMANDS, RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** An engine that fails without taking the test's process along. */
    @Vetoed
    private static final class TestEngine extends Engine {

        TestEngine(KafkaClients kafka, SnapshotStore store) {
            super(kafka, TestSettings.usual(), store, TestSettings.keys(1));
        }

        @Override
        void endProcess() {}
    }
}
