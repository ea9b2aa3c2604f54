package com.rescaleequity.market.publish;

import static com.rescaleequity.market.MarketCalls.data;
import static com.rescaleequity.market.TradingLog.LOG;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.rescaleequity.market.TradingLog;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.market.Candle;
import com.rescaleequity.protocol.market.Depth;
import com.rescaleequity.protocol.market.PublicTrade;
import com.rescaleequity.protocol.market.PublicTrades;
import com.rescaleequity.protocol.market.Ticker;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.Instrument;
import com.rescaleequity.protocol.trading.Side;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "market_service"),
        restrictToAnnotatedClass = false)
class MarketTopicsIT {

    private static final long MINUTE = 60_000;

    @Test
    void tradesTickerAndInstrumentArePublished() {
        // Given
        LOG.list("PUBUSD", "10").publish();

        // When
        LOG.trade("PUBUSD", "11", "2", Side.SELL).trade("PUBUSD", "12", "1", Side.BUY).publish();

        // Then
        List<PublicTrade> trades = awaitTrades("PUBUSD", 2);
        assertThat(trades).extracting(PublicTrade::getTradeId).containsExactly(1L, 2L);
        List<Ticker> tickers =
                await(
                        Topics.MARKET_TICKERS,
                        "PUBUSD",
                        Ticker.parser(),
                        all -> !all.isEmpty() && all.getLast().getTrades() == 2);
        assertThat(tickers.getLast().getHigh()).isEqualTo(1_200_000_000L);
        List<Instrument> instruments =
                await(
                        Topics.MARKET_INSTRUMENTS,
                        "PUBUSD",
                        Instrument.parser(),
                        all -> !all.isEmpty());
        assertThat(instruments.getFirst().getBaseAsset()).isEqualTo("PUB");
    }

    @Test
    void depthBeginsWithASnapshotAndChains() throws InterruptedException {
        // Given
        LOG.list("CHAUSD", "10").publish();

        // When
        for (int i = 1; i <= 20; i++) {
            LOG.level("CHAUSD", Side.BUY, "9.0" + (i % 7), "1." + i).publish();
            Thread.sleep(40);
        }

        // Then
        List<Depth> frames =
                await(
                        Topics.MARKET_DEPTH,
                        "CHAUSD",
                        Depth.parser(),
                        all ->
                                all.size() > 2
                                        && all.getLast().getSequence() == 20
                                        && all.getLast().getSnapshot());
        assertThat(frames.getFirst().getSnapshot()).isTrue();
        long sequence = frames.getFirst().getSequence();
        for (Depth frame : frames.subList(1, frames.size())) {
            if (frame.getSnapshot()) {
                assertThat(frame.getSequence()).isEqualTo(sequence);
            } else {
                assertThat(frame.getPreviousSequence()).isEqualTo(sequence);
                assertThat(frame.getSequence()).isGreaterThan(sequence);
            }
            sequence = frame.getSequence();
        }
        assertThat(frames.getLast().getBidsList().getFirst().getPrice()).isEqualTo(906_000_000L);
    }

    @Test
    void everyCandleClosesExactlyOnceAlsoTheEmptyOnes() {
        // Given
        LOG.list("CLOUSD", "10").publish();
        long first = LOG.time() - Math.floorMod(LOG.time(), MINUTE);

        // When
        LOG.trade("CLOUSD", "11", "2", Side.SELL).publish();
        LOG.pass(3 * MINUTE).publish();
        data("/market/tickers?symbol=CLOUSD");
        LOG.pass(MINUTE).publish();

        // Then
        List<Candle> candles =
                await(
                        Topics.MARKET_CANDLES,
                        "CLOUSD",
                        Candle.parser(),
                        all -> all.stream().filter(MarketTopicsIT::isClosedMinute).count() >= 4);
        assertThat(candles.stream().filter(MarketTopicsIT::isClosedMinute))
                .extracting(Candle::getOpenTime)
                .containsExactly(first, first + MINUTE, first + 2 * MINUTE, first + 3 * MINUTE);
        assertThat(candles.stream().filter(MarketTopicsIT::isClosedMinute))
                .extracting(Candle::getClose)
                .containsOnly(1_100_000_000L);
    }

    @Test
    void endsOfTheTopicsTellWhatIsPublished() {
        // Given
        LOG.list("TAIUSD", "10").trade("TAIUSD", "11", "2", Side.SELL).publish();
        List<PublicTrade> trades = awaitTrades("TAIUSD", 1);

        // When
        Published published =
                Published.read(KafkaClients.at(System.getProperty("exchange.test.kafka")));

        // Then
        assertThat(published.isNew(trades.getFirst())).isFalse();
        assertThat(published.isNew(trades.getFirst().toBuilder().setTradeId(2).build())).isTrue();
        assertThat(published.isNew(trades.getFirst().toBuilder().setTradeId(2).build())).isFalse();
    }

    @Test
    void seededInstrumentsReachTheCommandLogOnceAndInOrder() {
        // Given
        data("/market/tickers");

        // When
        List<Command> commands =
                await(
                        Topics.TRADING_COMMANDS,
                        null,
                        Command.parser(),
                        all -> all.stream().filter(Command::hasSetInstrument).count() >= 3);

        // Then
        List<Command> listings = commands.stream().filter(Command::hasSetInstrument).toList();
        assertThat(listings).extracting(Command::getSourceNumber).containsExactly(1L, 2L, 3L);
        assertThat(listings).extracting(Command::getSource).containsOnly("market-service");
        assertThat(listings)
                .extracting(c -> c.getSetInstrument().getInstrument().getSymbol())
                .containsExactly("BTCUSD", "ETHUSD", "SOLUSD");
        assertThat(listings.getFirst().getSetInstrument().getInstrument().getListingPrice())
                .isEqualTo(50_000L * 100_000_000L);
        assertThat(TradingLog.LOG.foreignCommands()).isEqualTo(3);
    }

    private static boolean isClosedMinute(Candle candle) {
        return candle.getClosed() && candle.getInterval().equals("1m");
    }

    @Test
    void tradesOfACommitAreOneRecord() {
        // Given
        LOG.list("ONEUSD", "10").publish();

        // When
        for (int i = 1; i <= 30; i++) {
            LOG.trade("ONEUSD", "11", "0.1", Side.SELL);
        }
        LOG.publish();

        // Then
        assertThat(awaitTrades("ONEUSD", 30))
                .extracting(PublicTrade::getTradeId)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 30).boxed().toList());
        assertThat(
                        await(
                                Topics.MARKET_TRADES,
                                "ONEUSD",
                                PublicTrades.parser(),
                                all -> !all.isEmpty()))
                .hasSize(1);
    }

    private static List<PublicTrade> awaitTrades(String symbol, int count) {
        return flat(
                await(
                        Topics.MARKET_TRADES,
                        symbol,
                        PublicTrades.parser(),
                        all -> flat(all).size() >= count));
    }

    private static List<PublicTrade> flat(List<PublicTrades> records) {
        return records.stream().flatMap(record -> record.getTradesList().stream()).toList();
    }

    /** Reads a topic from its beginning until what one symbol has satisfies the condition. */
    private static <T> List<T> await(
            String topic, String symbol, Parser<T> parser, Predicate<List<T>> enough) {
        List<T> found = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", System.getProperty("exchange.test.kafka")),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            while (!enough.test(found)) {
                assertThat(System.nanoTime()).as("%s: %s", topic, found).isLessThan(end);
                for (ConsumerRecord<String, byte[]> record :
                        consumer.poll(Duration.ofMillis(100))) {
                    if (symbol == null || symbol.equals(record.key())) {
                        found.add(parser.parseFrom(record.value()));
                    }
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }
}
