package com.rescaleequity.account.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.EventFrame;
import com.rescaleequity.protocol.trading.MoveFunds;
import com.rescaleequity.protocol.trading.PlaceOrder;
import com.rescaleequity.protocol.trading.SetAccountState;
import com.rescaleequity.protocol.trading.SourceNumbers;
import com.rescaleequity.protocol.trading.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Reads {@code trading.commands} and writes {@code trading.events} like the core, as far as funds
 * go: it moves funds, once per source number and never with a gap, and holds what orders to buy
 * cost. Trades happen when the test says so.
 */
public final class FakeCore {

    private static final TopicPartition COMMANDS = new TopicPartition(Topics.TRADING_COMMANDS, 0);
    private static FakeCore shared;

    private final String bootstrapServers;
    private final KafkaProducer<byte[], byte[]> producer;
    private final CoreBooks books = new CoreBooks();
    private final List<Long> sourceNumbers = new ArrayList<>();
    private long lastNumber;
    private long sequence;
    private long covered = -1;
    private final List<String> accountStates = new ArrayList<>();
    private volatile long delayMillis;
    private volatile boolean refusing;

    private FakeCore(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        Thread.ofPlatform().name("fake-core").daemon().start(this::run);
        emit(b -> b.list("BTCUSD", "BTC", 6_000_000_000_000L));
        emit(b -> b.list("ETHUSD", "ETH", 240_000_000_000L));
        emit(b -> b.list("SOLUSD", "SOL", 15_000_000_000L));
    }

    /** The core of the broker that is running now. */
    public static synchronized FakeCore shared() {
        String bootstrapServers = System.getProperty("exchange.test.kafka");
        if (shared == null || !shared.bootstrapServers.equals(bootstrapServers)) {
            shared = new FakeCore(bootstrapServers);
        }
        return shared;
    }

    /** Publishes what the function makes of the books, in a frame of its own. */
    public synchronized void emit(Function<CoreBooks, List<Event>> change) {
        books.at(System.currentTimeMillis());
        publish(change.apply(books));
    }

    /** Publishes the last frame's successor twice, as two publishers would. */
    public synchronized void emitTwice(Function<CoreBooks, List<Event>> change) {
        books.at(System.currentTimeMillis());
        List<Event> events = change.apply(books);
        EventFrame frame = frame(events);
        send(Topics.TRADING_EVENTS, frame.toByteArray());
        publish(events);
    }

    /** Appends a command, as another service would, and returns when the log has it. */
    public void append(Command command) {
        send(Topics.TRADING_COMMANDS, command.toByteArray());
    }

    /** An order to buy that rests and therefore holds its cost. */
    public void placeBuyOrder(long account, String symbol, long price, long quantity) {
        append(
                Command.newBuilder()
                        .setPlaceOrder(
                                PlaceOrder.newBuilder()
                                        .setAccountId(account)
                                        .setSymbol(symbol)
                                        .setLimitPrice(price)
                                        .setQuantity(quantity))
                        .build());
    }

    /** Lets time pass. */
    public void tick() {
        append(Command.newBuilder().setTick(Tick.getDefaultInstance()).build());
    }

    /** How long the core takes for each command from now on. */
    public void delay(long millis) {
        delayMillis = millis;
    }

    /** Whether the core refuses every move of funds from now on. */
    public void refuse(boolean refuse) {
        refusing = refuse;
    }

    /** The states that accounts were put into, each with its account, as they came. */
    public synchronized List<String> accountStates() {
        return List.copyOf(accountStates);
    }

    /** Numbers of this service's commands as they came, repeats included. */
    public synchronized List<Long> sourceNumbers() {
        return List.copyOf(sourceNumbers);
    }

    /** What the core has of an asset: available and held. */
    public synchronized long[] funds(long account, String asset) {
        return books.of(account, asset).clone();
    }

    private void run() {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(COMMANDS));
            consumer.seekToBeginning(List.of(COMMANDS));
            while (System.getProperty("exchange.test.kafka").equals(bootstrapServers)) {
                for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofMillis(100))) {
                    Thread.sleep(delayMillis);
                    take(one);
                }
            }
        } catch (InterruptedException | InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void take(ConsumerRecord<byte[], byte[]> one)
            throws InvalidProtocolBufferException {
        Command command = Command.parseFrom(one.value());
        covered = one.offset();
        books.at(one.timestamp());
        if (!command.getSource().isEmpty()) {
            sourceNumbers.add(command.getSourceNumber());
            if (command.getSourceNumber() != lastNumber + 1) {
                publish(List.of());
                return;
            }
            lastNumber = command.getSourceNumber();
        }
        switch (command.getBodyCase()) {
            case MOVE_FUNDS -> publish(refusing ? List.of() : move(command.getMoveFunds()));
            case SET_ACCOUNT_STATE -> {
                SetAccountState set = command.getSetAccountState();
                accountStates.add(set.getState() + " " + set.getAccountId());
                publish(List.of());
            }
            case PLACE_ORDER -> publish(hold(command.getPlaceOrder()));
            default -> publish(List.of());
        }
    }

    private List<Event> move(MoveFunds move) {
        long price =
                switch (move.getAsset()) {
                    case "BTC" -> 6_000_000_000_000L;
                    case "ETH" -> 240_000_000_000L;
                    case "SOL" -> 15_000_000_000L;
                    default -> 0;
                };
        if (books.of(move.getAccountId(), move.getAsset())[0] + move.getAmount() < 0) {
            return List.of();
        }
        return books.move(
                move.getAccountId(),
                move.getAsset(),
                move.getAmount(),
                price,
                move.getReferenceId(),
                move.getKind());
    }

    private List<Event> hold(PlaceOrder order) {
        long value =
                Math.multiplyExact(order.getLimitPrice(), order.getQuantity() / 1000) / 100_000;
        return books.hold(order.getAccountId(), "USD", value + value / 500);
    }

    private void publish(List<Event> events) {
        EventFrame frame = frame(events);
        sequence += events.size();
        send(Topics.TRADING_EVENTS, frame.toByteArray());
    }

    private EventFrame frame(List<Event> events) {
        return EventFrame.newBuilder()
                .setFirstSequence(sequence + 1)
                .setCommandOffset(covered)
                .setTime(books.time())
                .setSourceNumbers(SourceNumbers.newBuilder().putLast("account-service", lastNumber))
                .addAllEvents(events)
                .build();
    }

    private void send(String topic, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic, 0, null, value)).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
