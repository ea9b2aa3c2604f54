package com.rescaleequity.market;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.BookChanged;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.EventFrame;
import com.rescaleequity.protocol.trading.Instrument;
import com.rescaleequity.protocol.trading.InstrumentSet;
import com.rescaleequity.protocol.trading.MarketState;
import com.rescaleequity.protocol.trading.SelfTradePrevention;
import com.rescaleequity.protocol.trading.Side;
import com.rescaleequity.protocol.trading.SourceNumbers;
import com.rescaleequity.protocol.trading.Tick;
import com.rescaleequity.protocol.trading.TradeExecuted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Plays the trading core: appends a command and the frame that covers it, so that a read right
 * after {@link #publish} must show the frame. One log for all tests of a run.
 */
public final class TradingLog {

    private static final TopicPartition COMMANDS = new TopicPartition(Topics.TRADING_COMMANDS, 0);

    /** The only one. */
    public static final TradingLog LOG = new TradingLog();

    /** When the tests begin: a Sunday, half an hour before the week ends. */
    public static final long BEGIN = Instant.parse("2025-10-05T23:30:00Z").toEpochMilli();

    private final KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                    Map.of("bootstrap.servers", System.getProperty("exchange.test.kafka")),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
    private final KafkaConsumer<byte[], byte[]> reader =
            new KafkaConsumer<>(
                    Map.of("bootstrap.servers", System.getProperty("exchange.test.kafka")),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
    private final Map<String, Long> taken = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Long> tradeIds = new HashMap<>();
    private final Map<String, Long> bookSequences = new HashMap<>();
    private EventFrame lastFrame = EventFrame.getDefaultInstance();
    private long sequence;
    private long time = BEGIN;
    private long commands;
    private long foreignCommands;

    private TradingLog() {
        reader.assign(List.of(COMMANDS));
        reader.seekToBeginning(List.of(COMMANDS));
    }

    public long time() {
        return time;
    }

    public TradingLog pass(long millis) {
        time += millis;
        return this;
    }

    public TradingLog list(String symbol, String listingPrice) {
        return set(instrument(symbol, listingPrice));
    }

    /** Lists an instrument or replaces its rules. */
    public TradingLog set(Instrument instrument) {
        return add(
                Event.newBuilder()
                        .setInstrumentSet(InstrumentSet.newBuilder().setInstrument(instrument)));
    }

    public TradingLog trade(String symbol, String price, String quantity, Side taker) {
        long p = Units.of(price);
        long q = Units.of(quantity);
        return add(
                Event.newBuilder()
                        .setTradeExecuted(
                                TradeExecuted.newBuilder()
                                        .setTradeId(tradeIds.merge(symbol, 1L, Long::sum))
                                        .setSymbol(symbol)
                                        .setPrice(p)
                                        .setQuantity(q)
                                        .setQuoteQuantity(
                                                Units.fromDecimal(
                                                        Units.toDecimal(p)
                                                                .multiply(Units.toDecimal(q))))
                                        .setTakerSide(taker)));
    }

    public TradingLog level(String symbol, Side side, String price, String quantity) {
        return add(
                Event.newBuilder()
                        .setBookChanged(
                                BookChanged.newBuilder()
                                        .setSymbol(symbol)
                                        .setSide(side)
                                        .setPrice(Units.of(price))
                                        .setQuantity(Units.of(quantity))
                                        .setSequence(bookSequences.merge(symbol, 1L, Long::sum))));
    }

    /** Appends what was gathered. */
    public synchronized void publish() {
        long covered = command();
        lastFrame =
                EventFrame.newBuilder()
                        .setFirstSequence(sequence + 1)
                        .setCommandOffset(covered)
                        .setSourceNumbers(takenUpTo(covered))
                        .setTime(time)
                        .addAllEvents(events)
                        .build();
        sequence += events.size();
        events.clear();
        send(Topics.TRADING_EVENTS, lastFrame.toByteArray());
    }

    /** Appends the last frame once more, as a second publisher would. */
    public synchronized void repeatLastFrame() {
        send(Topics.TRADING_EVENTS, lastFrame.toByteArray());
    }

    /** Appends a command that no frame covers yet; tells its offset. */
    public long command() {
        byte[] tick = Command.newBuilder().setTick(Tick.getDefaultInstance()).build().toByteArray();
        long offset = send(Topics.TRADING_COMMANDS, tick);
        commands++;
        foreignCommands = offset + 1 - commands;
        return offset;
    }

    /** How many commands of others lay before the last of this log's own. */
    public long foreignCommands() {
        return foreignCommands;
    }

    public long sequence() {
        return sequence;
    }

    /** The core counts what the service's outbox has sent. */
    private SourceNumbers takenUpTo(long offset) {
        while (reader.position(COMMANDS) <= offset) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(200))) {
                Command command = parsed(record.value());
                if (!command.getSource().isEmpty()) {
                    taken.merge(command.getSource(), command.getSourceNumber(), Math::max);
                }
            }
        }
        return SourceNumbers.newBuilder().putAllLast(taken).build();
    }

    private static Command parsed(byte[] command) {
        try {
            return Command.parseFrom(command);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private TradingLog add(Event.Builder event) {
        events.add(event.setTime(time).build());
        return this;
    }

    private long send(String topic, byte[] value) {
        try {
            return producer.send(new ProducerRecord<>(topic, 0, null, value)).get().offset();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instrument instrument(String symbol, String listingPrice) {
        return Instrument.newBuilder()
                .setSymbol(symbol)
                .setName(symbol)
                .setBaseAsset(symbol.substring(0, 3))
                .setQuoteAsset("USD")
                .setAssetClass("crypto")
                .setState(MarketState.TRADING)
                .setTickSize(Units.of("0.01"))
                .setLotSize(Units.of("0.00001"))
                .setMinQuantity(Units.of("0.00001"))
                .setMaxQuantity(Units.of("1000"))
                .setMaxMarketQuantity(Units.of("100"))
                .setMinNotional(Units.of("0.1"))
                .setMaxNotional(Units.of("10000000"))
                .setMinPrice(Units.of("0.01"))
                .setMaxPrice(Units.of("10000000"))
                .setPriceBandUp(Units.of("0.2"))
                .setPriceBandDown(Units.of("0.2"))
                .setMarketCollar(Units.of("0.05"))
                .setMakerFee(Units.of("0.001"))
                .setTakerFee(Units.of("0.002"))
                .setDefaultSelfTradePrevention(SelfTradePrevention.CANCEL_NEWEST)
                .setMaxOpenOrders(200)
                .setMaxStopOrders(50)
                .setListingPrice(Units.of(listingPrice))
                .setListedAt(BEGIN)
                .build();
    }
}
