package com.rescaleequity.order.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.CancelOrder;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.OrderType;
import com.rescaleequity.protocol.trading.PlaceOrder;
import com.rescaleequity.protocol.trading.Side;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/**
 * How long a start takes with so many commands behind the last snapshot, and how long the core
 * stands still for a snapshot: {@code -Drecovery=1000000} says how many.
 */
class RecoveryBenchmark {

    private static final System.Logger LOG = System.getLogger("Recovery");
    private static final int OPEN_ORDERS = 100_000;
    private static final long FIRST_ORDER = 1_000_001;

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void aStartReplaysWhatTheSnapshotDoesNotHold() {
        int commands = Integer.getInteger("recovery", 100_000);
        ExchangeInfrastructure infrastructure = new ExchangeInfrastructure();
        infrastructure.init(Map.of("database", "order_service"));
        Map<String, String> settings = infrastructure.start();
        String kafka = settings.get("kafka.bootstrap.servers");
        SnapshotStore store = TestSettings.store(settings, 1);
        try {
            TestLog.prepare(kafka, 51, 52);
            // Given a snapshot with many open orders
            write(kafka, OPEN_ORDERS, this::place);
            Engine first = start(kafka, store);
            long begun = System.nanoTime();
            first.stop(null);
            LOG.log(System.Logger.Level.INFO, "stop with its snapshot: {0} ms", millis(begun));
            // When so many commands follow
            write(kafka, commands, this::placeOrCancel);
            begun = System.nanoTime();
            Engine second = start(kafka, store);
            // Then
            LOG.log(
                    System.Logger.Level.INFO,
                    "ready after {0} ms with {1} commands behind the snapshot",
                    millis(begun),
                    commands);
            assertThat(second.isReady()).isTrue();
            second.stop(null);
        } finally {
            infrastructure.stop();
        }
    }

    private static Engine start(String kafka, SnapshotStore store) {
        Engine engine =
                new Engine(
                        KafkaClients.at(kafka), TestSettings.usual(), store, TestSettings.keys(1));
        engine.start(null);
        while (!engine.isReady()) {
            Thread.onSpinWait();
        }
        return engine;
    }

    private Command place(int number) {
        boolean buys = (number & 1) == 0;
        long away = 1L + random.nextInt(20_000);
        return Command.newBuilder()
                .setPlaceOrder(
                        PlaceOrder.newBuilder()
                                .setAccountId(buys ? 51 : 52)
                                .setSymbol("BTCUSD")
                                .setSide(buys ? Side.BUY : Side.SELL)
                                .setType(OrderType.LIMIT)
                                .setQuantity(10_000)
                                .setLimitPrice((6_000_000L + (buys ? -away : away)) * 1_000_000))
                .build();
    }

    private Command placeOrCancel(int number) {
        if (random.nextBoolean()) {
            return place(number);
        }
        long order = FIRST_ORDER + random.nextLong(OPEN_ORDERS + number / 2);
        return Command.newBuilder()
                .setCancelOrder(
                        CancelOrder.newBuilder()
                                .setAccountId(51 + (order - FIRST_ORDER) % 2)
                                .setOrderId(order))
                .build();
    }

    private static void write(
            String kafka, int count, java.util.function.IntFunction<Command> commands) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka, "linger.ms", 5, "batch.size", 500_000),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int number = 0; number < count; number++) {
                producer.send(
                        new ProducerRecord<>(
                                Topics.TRADING_COMMANDS,
                                0,
                                null,
                                commands.apply(number).toByteArray()));
            }
            producer.flush();
        }
    }

    private static long millis(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }
}
