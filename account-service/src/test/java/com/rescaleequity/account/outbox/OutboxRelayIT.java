package com.rescaleequity.account.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.platform.database.ServiceDatabase;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.outbox.Destination;
import com.rescaleequity.platform.outbox.OutboxContents;
import com.rescaleequity.platform.outbox.OutboxMessage;
import com.rescaleequity.platform.outbox.OutboxRelay;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.Command.BodyCase;
import com.rescaleequity.protocol.trading.EventFrame;
import com.rescaleequity.protocol.trading.FundsMoveKind;
import com.rescaleequity.protocol.trading.MoveFunds;
import com.rescaleequity.protocol.trading.PlaceOrder;
import com.rescaleequity.protocol.trading.SourceNumbers;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The relay on a real database and real logs, on which a test writes what the core has taken. */
class OutboxRelayIT {

    private static final String SOURCE = "account-service";
    private static final TopicPartition COMMANDS = new TopicPartition(Topics.TRADING_COMMANDS, 0);
    private static final ExchangeInfrastructure INFRASTRUCTURE = new ExchangeInfrastructure();

    private static String brokers = "";
    private static KafkaClients kafka;
    private static ServiceDatabase database;

    private final List<OutboxRelay> relays = new ArrayList<>();
    private SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeAll
    static void startAll() {
        INFRASTRUCTURE.init(Map.of("database", "account_service"));
        Map<String, String> settings = INFRASTRUCTURE.start();
        brokers = settings.get("kafka.bootstrap.servers");
        kafka = KafkaClients.at(brokers);
        database =
                new ServiceDatabase(
                        Optional.of(settings.get("quarkus.datasource.reactive.url")),
                        Optional.of(settings.get("quarkus.datasource.username")),
                        Optional.of(settings.get("quarkus.datasource.password")),
                        Optional.empty());
    }

    @AfterAll
    static void stopAll() {
        INFRASTRUCTURE.stop();
    }

    @BeforeEach
    void beInStep() throws Exception {
        coreHasTaken(
                number("SELECT last_number FROM outbox_counter WHERE outbox = 'trading.commands'"));
    }

    @AfterEach
    void stopRelays() {
        relays.forEach(OutboxRelay::close);
    }

    @Test
    void aSendingThatFailsKeepsTheRoleOfTheSenderFromNobody() throws Exception {
        // Given
        FailingFirst failing = new FailingFirst();
        long message = insert(deposit());

        // When
        start(failing);

        // Then
        awaitSent(message);
        assertThat(failing.made).hasValueGreaterThan(1);
        // And when the sender ends, another one sends.
        relays.getFirst().close();
        coreHasTaken(numberOf(message));
        start(kafka);
        awaitSent(insert(deposit()));
    }

    /** A message that a relay, started now, does not send because the numbers do not fit. */
    private long heldBack() throws Exception {
        long end = commandEnd();
        start(kafka);
        long waiting = insert(deposit());
        awaitOutOfStep(1);
        assertThat(commandEnd()).isEqualTo(end);
        assertThat(numberOf(waiting)).isZero();
        return waiting;
    }

    @Test
    void nothingIsSentBehindANumberThatTheCoreMisses() throws Exception {
        // Given
        start(kafka);
        long sent = insert(deposit());
        awaitSent(sent);
        relays.getFirst().close();
        long lost = numberOf(sent);
        coreHasTaken(lost - 1);

        // When
        long waiting = heldBack();

        // Then
        coreHasTaken(lost);
        awaitSent(waiting);
        assertThat(numberOf(waiting)).isEqualTo(lost + 1);
        awaitOutOfStep(0);
    }

    @Test
    void nothingIsSentUnderNumbersThatTheCoreHasTakenBefore() throws Exception {
        // Given
        long given =
                number("SELECT last_number FROM outbox_counter WHERE outbox = 'trading.commands'");
        coreHasTaken(given + 7);

        // When
        long waiting = heldBack();

        // Then
        execute(
                "UPDATE outbox_counter SET last_number = %d WHERE outbox = 'trading.commands'"
                        .formatted(given + 7));
        awaitSent(waiting);
        assertThat(numberOf(waiting)).isEqualTo(given + 8);
    }

    @Test
    void whatTheServiceMayNotSendIsPutAsideAndTheRestGoes() throws Exception {
        // Given
        long end = commandEnd();
        long forbidden =
                insert(
                        Command.newBuilder()
                                .setPlaceOrder(PlaceOrder.newBuilder().setAccountId(51))
                                .build());
        long allowed = insert(deposit());

        // When
        start(kafka);

        // Then
        awaitSent(allowed);
        assertThat(numberOf(forbidden)).isZero();
        assertThat(
                        number(
                                "SELECT count(*) FROM outbox_message WHERE refusal LIKE '%may not send"
                                        + " PLACE_ORDER%' AND message_id = "
                                        + forbidden))
                .isEqualTo(1);
        assertThat(commandEnd()).isEqualTo(end + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE outbox_message SET payload = ''",
                "UPDATE outbox_message SET outbox = 'account.keys'",
                "UPDATE outbox_message SET not_before = 0",
                "DELETE FROM outbox_message",
                "TRUNCATE outbox_message",
                """
                INSERT INTO outbox_message (outbox, record_key, payload, not_before, number)
                VALUES ('trading.commands', '', '', 0, 99)
                """,
                "INSERT INTO outbox_counter VALUES ('trading.events', 0)",
                "UPDATE outbox_counter SET outbox = 'trading.events'",
                "DELETE FROM outbox_counter",
                "UPDATE journal_entry SET entry_id = 0",
                "DELETE FROM posting",
                "DELETE FROM audit_record",
                "DROP TABLE outbox_message"
            })
    void theServicesOwnRoleMayNotRewriteWhatWasTold(String sql) {
        assertThatThrownBy(() -> execute(sql))
                .isInstanceOf(SQLException.class)
                .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }

    private void start(KafkaClients clients) {
        registry = new SimpleMeterRegistry();
        OutboxRelay relay =
                new OutboxRelay(new Contents(), database, Clock.systemUTC(), clients, registry);
        relays.add(relay);
        relay.start();
    }

    /** Writes a frame as the core does when it has come to the end of the command log. */
    private static void coreHasTaken(long number) throws Exception {
        EventFrame frame =
                EventFrame.newBuilder()
                        .setFirstSequence(1)
                        .setCommandOffset(commandEnd() - 1)
                        .setSourceNumbers(SourceNumbers.newBuilder().putLast(SOURCE, number))
                        .build();
        try (KafkaProducer<byte[], byte[]> producer = kafka.producer("test", Map.of())) {
            producer.send(new ProducerRecord<>(Topics.TRADING_EVENTS, 0, null, frame.toByteArray()))
                    .get();
        }
    }

    private static long commandEnd() {
        try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer("test")) {
            return consumer.endOffsets(List.of(COMMANDS)).get(COMMANDS);
        }
    }

    private static Command deposit() {
        return Command.newBuilder()
                .setMoveFunds(
                        MoveFunds.newBuilder()
                                .setAccountId(51)
                                .setAsset("USD")
                                .setAmount(1)
                                .setKind(FundsMoveKind.DEPOSIT)
                                .setReferenceId("test"))
                .build();
    }

    private static long insert(Command command) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement insert =
                        connection.prepareStatement(
                                """
                                INSERT INTO outbox_message
                                    (outbox, record_key, payload, not_before, created_at)
                                VALUES ('trading.commands', '', ?, 0, 0) RETURNING message_id
                                """)) {
            insert.setBytes(1, command.toByteArray());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static long numberOf(long message) throws SQLException {
        return number(
                "SELECT coalesce(number, 0) FROM outbox_message WHERE message_id = " + message);
    }

    private static void awaitSent(long message) throws Exception {
        String sent =
                "SELECT count(*) FROM outbox_message WHERE record_offset IS NOT NULL"
                        + " AND message_id = "
                        + message;
        await(() -> number(sent) == 1);
    }

    private void awaitOutOfStep(double wanted) throws Exception {
        await(() ->
                registry.get("outbox.out.of.step").gauges().stream()
                        .anyMatch(gauge -> gauge.value() == wanted));
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(end);
            Thread.sleep(20);
        }
    }

    private static long number(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** An outbox of commands that move funds. */
    private static final class Contents implements OutboxContents {

        @Override
        public List<Destination> destinations() {
            return List.of(new Destination.Commands(SOURCE, Set.of(BodyCase.MOVE_FUNDS)));
        }

        @Override
        public Uni<Void> persist(OutboxMessage message) {
            throw new UnsupportedOperationException("The test writes rows itself");
        }
    }

    /** Clients whose first writer finds no broker. */
    private static final class FailingFirst extends KafkaClients {

        private final AtomicInteger made = new AtomicInteger();

        FailingFirst() {
            super(Map.of("bootstrap.servers", brokers), new CompositeMeterRegistry());
        }

        @Override
        public KafkaProducer<byte[], byte[]> producer(String name, Map<String, ?> own) {
            Map<String, Object> settings = new HashMap<>(own);
            if (made.getAndIncrement() == 0) {
                settings.put("bootstrap.servers", "127.0.0.1:1");
                settings.put("max.block.ms", 200);
            }
            return super.producer(name, settings);
        }
    }
}
