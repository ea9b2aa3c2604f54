package com.rescaleequity.market.feed;

import com.rescaleequity.market.candle.CandleStore.SymbolCandle;
import com.rescaleequity.platform.follower.EventBatch;
import com.rescaleequity.platform.follower.EventFollower;
import com.rescaleequity.platform.follower.LogEnd;
import com.rescaleequity.platform.follower.Position;
import com.rescaleequity.platform.follower.ReadBarrier;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.protocol.market.PublicTrade;
import com.rescaleequity.protocol.trading.Instrument;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Objects;

/**
 * Follows the core's events: commits each batch, then changes memory, then hands the facts to
 * publishing. Whoever awaits {@link #current()} reads at least what the command log held then.
 */
@ApplicationScoped
public class MarketFollower implements EventFollower.Sink {

    private final MarketTables tables;
    private final MarketLoader loader;
    private final Markets markets;
    private final Outgoing outgoing;
    private final EventFollower follower;
    private final ReadBarrier barrier;

    MarketFollower(
            MarketTables tables,
            MarketLoader loader,
            Markets markets,
            Outgoing outgoing,
            LogEnd logEnd,
            KafkaClients kafka) {
        this.tables = tables;
        this.loader = loader;
        this.markets = markets;
        this.outgoing = outgoing;
        this.follower = new EventFollower("market", kafka, this);
        this.barrier = new ReadBarrier(logEnd, follower.coverage());
    }

    void start(@Observes StartupEvent event) {
        follower.start();
    }

    void stop(@Observes ShutdownEvent event) {
        follower.close();
    }

    /** Completes when memory and tables show everything that was ordered before this call. */
    public Uni<Void> current() {
        return barrier.await();
    }

    /** Whether it follows, has once reached the end of the log, and knows a market. */
    public boolean isReady() {
        return follower.isHealthy() && follower.isCaughtUp() && !markets.all().isEmpty();
    }

    /** False once following has stopped for good. */
    public boolean isHealthy() {
        return follower.isHealthy();
    }

    @Override
    public Position load() {
        MarketLoader.Loaded loaded = loader.load();
        outgoing.restart(loaded.standing().published());
        markets.replace(loaded.markets(), loaded.standing().time());
        outgoing.put(loaded.unpublished());
        return loaded.standing().position();
    }

    @Override
    public void apply(EventBatch batch) {
        BatchFold fold = BatchFold.of(batch);
        markets.check(fold);
        tables.commit(batch, fold, outgoing.published());
        List<SymbolCandle> closed = markets.apply(fold, batch.time());
        List<Instrument> instruments =
                fold.changes().stream()
                        .map(MarketChange::instrument)
                        .filter(Objects::nonNull)
                        .toList();
        List<PublicTrade> trades = fold.trades().stream().map(t -> t.trade()).toList();
        outgoing.put(
                new Outgoing.Facts(
                        instruments,
                        trades,
                        closed,
                        new Outgoing.Mark(batch.to().sequence(), markets.time())));
    }
}
