package com.rescaleequity.order.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.order.testing.TestOutboxes;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.EventFrame;
import com.rescaleequity.protocol.trading.FundsMoveKind;
import com.rescaleequity.protocol.trading.Instrument;
import com.rescaleequity.protocol.trading.MarketState;
import com.rescaleequity.protocol.trading.MoveFunds;
import com.rescaleequity.protocol.trading.SelfTradePrevention;
import com.rescaleequity.protocol.trading.SetInstrument;
import com.rescaleequity.protocol.trading.Tick;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Both logs as a test writes and reads them. */
final class TestLog {

    private static final long ONE = 100_000_000;
    private static final TopicPartition EVENTS = new TopicPartition(Topics.TRADING_EVENTS, 0);

    // Kept, because a logger that nobody holds forgets its level.
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    static {
        KAFKA.setLevel(Level.SEVERE);
    }

    private TestLog() {}

    /** Lists BTCUSD and gives the accounts money and bitcoin. */
    static void prepare(String kafka, long... accounts) {
        TestOutboxes.append(kafka, Command.newBuilder().setSetInstrument(listing()).build());
        for (long account : accounts) {
            for (String asset : List.of("USD", "BTC")) {
                TestOutboxes.append(
                        kafka, Command.newBuilder().setMoveFunds(deposit(account, asset)).build());
            }
        }
    }

    static void tick(String kafka, int times) {
        for (int i = 0; i < times; i++) {
            TestOutboxes.append(
                    kafka, Command.newBuilder().setTick(Tick.getDefaultInstance()).build());
        }
    }

    static long end(String kafka, TopicPartition partition) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
            return consumer.endOffsets(List.of(partition)).get(partition);
        }
    }

    /** The last command that the event log covers. */
    static long coveredBy(String kafka) {
        try (EventTail tail = new EventTail(KafkaClients.at(kafka))) {
            return tail.read().offset();
        }
    }

    /** Reads the whole event log: no gap, and what comes twice is the same twice. */
    static void requireDenseEvents(String kafka) {
        long last = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
            consumer.assign(List.of(EVENTS));
            consumer.seekToBeginning(List.of(EVENTS));
            long end = consumer.endOffsets(List.of(EVENTS)).get(EVENTS);
            while (consumer.position(EVENTS) < end) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    EventFrame frame = EventFrame.parseFrom(record.value());
                    assertThat(frame.getFirstSequence()).isLessThanOrEqualTo(last + 1);
                    last = Math.max(last, frame.getFirstSequence() + frame.getEventsCount() - 1);
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
        assertThat(last).isPositive();
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String kafka) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "auto.offset.reset", "none"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static MoveFunds deposit(long account, String asset) {
        return MoveFunds.newBuilder()
                .setAccountId(account)
                .setAsset(asset)
                .setAmount(1_000_000 * ONE)
                .setKind(FundsMoveKind.DEPOSIT)
                .setReferenceId("test")
                .build();
    }

    private static SetInstrument listing() {
        return SetInstrument.newBuilder()
                .setInstrument(
                        Instrument.newBuilder()
                                .setSymbol("BTCUSD")
                                .setName("Bitcoin")
                                .setBaseAsset("BTC")
                                .setQuoteAsset("USD")
                                .setAssetClass("crypto")
                                .setState(MarketState.TRADING)
                                .setTickSize(ONE / 100)
                                .setLotSize(1000)
                                .setMinQuantity(1000)
                                .setMaxQuantity(1000 * ONE)
                                .setMaxMarketQuantity(100 * ONE)
                                .setMinNotional(ONE / 10)
                                .setMaxNotional(10_000_000 * ONE)
                                .setMinPrice(ONE / 100)
                                .setMaxPrice(10_000_000 * ONE)
                                .setPriceBandUp(ONE / 5)
                                .setPriceBandDown(ONE / 5)
                                .setMarketCollar(ONE / 20)
                                .setMakerFee(ONE / 1000)
                                .setTakerFee(ONE / 500)
                                .setDefaultSelfTradePrevention(SelfTradePrevention.CANCEL_NEWEST)
                                .setMaxOpenOrders(1_000_000)
                                .setMaxStopOrders(50)
                                .setListingPrice(60_000 * ONE))
                .build();
    }
}
