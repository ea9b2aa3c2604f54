package com.rescaleequity.market.publish;

import com.rescaleequity.market.candle.Candle;
import com.rescaleequity.market.candle.CandleMessages;
import com.rescaleequity.market.candle.CandleStore.SymbolCandle;
import com.rescaleequity.market.candle.Interval;
import com.rescaleequity.market.feed.Outgoing;
import com.rescaleequity.market.feed.PublicMarket;
import com.rescaleequity.market.feed.PublicMarkets;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.runtime.Worker;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.Instrument;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;

/**
 * The one thread that writes the market.* topics: committed facts at once, tickers, depth and
 * running candles as samples of memory. After a failure it looks at what the topics hold and goes
 * on from there.
 */
@ApplicationScoped
public class MarketPublisher {

    private static final long PATIENCE_MILLIS = 20;
    private static final int FACTS_AT_ONCE = 50;

    private final PublicMarkets markets;
    private final Outgoing outgoing;
    private final List<Outgoing.Facts> pending = new ArrayList<>();
    private final KafkaClients kafka;
    private final Worker worker = new Worker("market-publisher", this::round);

    MarketPublisher(PublicMarkets markets, Outgoing outgoing, KafkaClients kafka) {
        this.markets = markets;
        this.outgoing = outgoing;
        this.kafka = kafka;
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) {
        worker.close();
    }

    private void round() throws InterruptedException {
        Published published = Published.read(kafka);
        try (MarketRecordSender topics = new MarketRecordSender(kafka)) {
            Samples samples = new Samples(topics, published);
            while (worker.isRunning()) {
                publish(topics, published, samples);
            }
        }
    }

    private void publish(MarketRecordSender topics, Published published, Samples samples)
            throws InterruptedException {
        Outgoing.Facts next = outgoing.poll(PATIENCE_MILLIS);
        while (next != null) {
            pending.add(next);
            next = pending.size() < FACTS_AT_ONCE ? outgoing.poll(0) : null;
        }
        sendFacts(topics, published);
        long now = System.nanoTime();
        if (outgoing.isOpen()) {
            for (PublicMarket market : markets.all()) {
                samples.send(market, markets.time(), now);
            }
        }
        topics.flush();
        if (!pending.isEmpty()) {
            outgoing.published(pending.getLast().mark());
            pending.clear();
        }
    }

    private void sendFacts(MarketRecordSender topics, Published published) {
        TradesByMarket trades = new TradesByMarket();
        for (Outgoing.Facts facts : pending) {
            for (Instrument instrument : facts.instruments()) {
                topics.send(Topics.MARKET_INSTRUMENTS, instrument.getSymbol(), instrument);
            }
            facts.trades().stream().filter(published::isNew).forEach(trades::add);
        }
        trades.send(topics);
        pending.stream()
                .flatMap(facts -> facts.closed().stream())
                .filter(published::isNew)
                .forEach(closed -> sendClosed(topics, closed));
    }

    private static void sendClosed(MarketRecordSender topics, SymbolCandle closed) {
        Candle candle = closed.candle();
        Interval interval = closed.interval();
        long closedAt = candle.openTime() + interval.millis();
        topics.send(
                Topics.MARKET_CANDLES,
                closed.symbol(),
                CandleMessages.of(closed.symbol(), interval, candle, true, closedAt));
    }
}
