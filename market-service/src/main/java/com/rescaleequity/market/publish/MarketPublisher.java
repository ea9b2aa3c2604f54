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
import com.rescaleequity.protocol.market.PublicTrade;
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
    private final MarketRecordSender topics;
    private final List<Outgoing.Facts> pending = new ArrayList<>();
    private final KafkaClients kafka;
    private final Worker worker = new Worker("market-publisher", this::round);

    MarketPublisher(
            PublicMarkets markets,
            Outgoing outgoing,
            MarketRecordSender topics,
            KafkaClients kafka) {
        this.markets = markets;
        this.outgoing = outgoing;
        this.topics = topics;
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
        Samples samples = new Samples(topics, published);
        while (worker.isRunning()) {
            publish(published, samples);
        }
    }

    private void publish(Published published, Samples samples) throws InterruptedException {
        Outgoing.Facts next = outgoing.poll(PATIENCE_MILLIS);
        while (next != null) {
            pending.add(next);
            next = pending.size() < FACTS_AT_ONCE ? outgoing.poll(0) : null;
        }
        pending.forEach(facts -> send(facts, published));
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

    private void send(Outgoing.Facts facts, Published published) {
        for (Instrument instrument : facts.instruments()) {
            topics.send(Topics.MARKET_INSTRUMENTS, instrument.getSymbol(), instrument);
        }
        for (PublicTrade trade : facts.trades()) {
            if (published.isNew(trade)) {
                topics.send(Topics.MARKET_TRADES, trade.getSymbol(), trade);
            }
        }
        for (SymbolCandle closed : facts.closed()) {
            if (published.isNew(closed)) {
                Candle candle = closed.candle();
                Interval interval = closed.interval();
                topics.send(
                        Topics.MARKET_CANDLES,
                        closed.symbol(),
                        CandleMessages.of(
                                closed.symbol(),
                                interval,
                                candle,
                                true,
                                candle.openTime() + interval.millis()));
            }
        }
    }
}
