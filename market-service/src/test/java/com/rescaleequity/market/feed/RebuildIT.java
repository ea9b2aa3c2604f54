package com.rescaleequity.market.feed;

import static com.rescaleequity.market.MarketCalls.data;
import static com.rescaleequity.market.TradingLog.LOG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.market.candle.CandleRange;
import com.rescaleequity.market.candle.Interval;
import com.rescaleequity.platform.follower.EventBatch;
import com.rescaleequity.platform.follower.EventFollower;
import com.rescaleequity.platform.follower.Position;
import com.rescaleequity.platform.follower.PositionMovedException;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.protocol.trading.Side;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "market_service"),
        restrictToAnnotatedClass = false)
class RebuildIT {

    private static final List<String> SYMBOLS = List.of("RBAUSD", "RBBUSD");

    @Inject MarketLoader loader;
    @Inject MarketTables tables;
    @Inject PublicMarkets markets;

    @Test
    void tablesRebuildMemoryExactly() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        // Given
        LOG.list("RBAUSD", "100").list("RBBUSD", "200").publish();
        for (int frame = 0; frame < 60; frame++) {
            LOG.pass(random.nextInt(10) == 0 ? random.nextInt(30_000_000) : random.nextInt(40_000));
            for (int i = 0; i < random.nextInt(20); i++) {
                String symbol = SYMBOLS.get(random.nextInt(2));
                String price = Integer.toString(50 + random.nextInt(100));
                if (random.nextInt(3) == 0) {
                    LOG.trade(symbol, price, "0." + (1 + random.nextInt(9)), Side.BUY);
                } else {
                    Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                    LOG.level(symbol, side, price, Integer.toString(random.nextInt(3)));
                }
            }
            LOG.publish();
        }
        data("/market/tickers?symbols=RBAUSD,RBBUSD");

        // When
        MarketLoader.Loaded loaded = loader.load();

        // Then
        assertThat(loaded.standing().position().sequence()).isEqualTo(LOG.sequence());
        assertThat(loaded.standing().time()).isEqualTo(markets.time()).isEqualTo(LOG.time());
        for (String symbol : SYMBOLS) {
            PublicMarket live = markets.find(symbol);
            PublicMarket rebuilt = loaded.markets().get(symbol);
            String where = symbol + ", seed " + seed;
            assertThat(rebuilt.depth(5000)).as(where).isEqualTo(live.depth(5000));
            assertThat(rebuilt.newestTrades(1000)).as(where).isEqualTo(live.newestTrades(1000));
            assertThat(rebuilt.instrument()).as(where).isEqualTo(live.instrument());
            assertThat(rebuilt.began()).as(where).isEqualTo(live.began());
            assertThat(rebuilt.ticker().ticker().toBuilder().clearTimestamp().build())
                    .as(where)
                    .isEqualTo(live.ticker().ticker().toBuilder().clearTimestamp().build());
            for (Interval interval : Interval.values()) {
                assertThat(rebuilt.running(interval))
                        .as(where + " " + interval)
                        .isEqualTo(live.running(interval));
                CandleRange newest =
                        CandleRange.of(interval, live.began(), LOG.time(), null, null, 1000);
                assertThat(rebuilt.candles(newest))
                        .as(where + " " + interval)
                        .isNotNull()
                        .isEqualTo(live.candles(newest));
            }
        }
    }

    @Test
    void batchFromAnotherPositionIsNotCommitted() {
        // Given
        LOG.list("CASUSD", "1").publish();
        data("/market/tickers?symbol=CASUSD");
        Position stale = new Position(LOG.sequence() - 1, 0, 0);
        EventBatch batch = EventBatch.whole(stale, stale, List.of(), LOG.time());

        // When, Then
        assertThatThrownBy(() -> tables.commit(batch, BatchFold.of(batch), new Outgoing.Mark(0, 0)))
                .isInstanceOf(PositionMovedException.class);
    }

    @Test
    void twoFeedsOnOneDatabaseShowTheSameMarkets() throws InterruptedException {
        // Given
        PublicMarkets others = new PublicMarkets();
        EventFollower second =
                new EventFollower(
                        KafkaClients.at(System.getProperty("exchange.test.kafka")),
                        new MarketFeed(tables, loader, others, new Outgoing()));
        second.start();
        try {
            // When
            LOG.list("TWOUSD", "1").publish();
            for (int i = 1; i <= 20; i++) {
                LOG.trade("TWOUSD", Integer.toString(i), "0.5", Side.BUY).publish();
            }
            data("/market/tickers?symbol=TWOUSD");

            // Then
            while (second.isHealthy() && second.sequence() < LOG.sequence()) {
                Thread.sleep(20);
            }
            assertThat(second.fault()).isNull();
            assertThat(others.find("TWOUSD").newestTrades(1000))
                    .hasSize(20)
                    .isEqualTo(markets.find("TWOUSD").newestTrades(1000));
        } finally {
            second.close();
        }
    }
}
