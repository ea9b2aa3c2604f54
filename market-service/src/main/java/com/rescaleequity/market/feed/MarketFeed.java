package com.rescaleequity.market.feed;

import com.rescaleequity.market.candle.CandleStore.SymbolCandle;
import com.rescaleequity.platform.follower.EventBatch;
import com.rescaleequity.platform.follower.EventFollower;
import com.rescaleequity.platform.follower.Position;
import com.rescaleequity.protocol.market.PublicTrade;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.Instrument;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What the core's events do to the markets: each batch is committed, then memory changes, then
 * publishing gets the facts.
 */
@ApplicationScoped
class MarketFeed implements EventFollower.Sink {

    private static final Duration PACE = Duration.ofMillis(50);

    private final MarketTables tables;
    private final MarketLoader loader;
    private final PublicMarkets markets;
    private final Outgoing outgoing;
    private Position standing = Position.START;

    MarketFeed(MarketTables tables, MarketLoader loader, PublicMarkets markets, Outgoing outgoing) {
        this.tables = tables;
        this.loader = loader;
        this.markets = markets;
        this.outgoing = outgoing;
    }

    @Override
    public String name() {
        return MarketTables.FOLLOWER;
    }

    @Override
    public Set<Event.BodyCase> wanted() {
        return Set.of(
                Event.BodyCase.INSTRUMENT_SET,
                Event.BodyCase.TRADE_EXECUTED,
                Event.BodyCase.BOOK_CHANGED);
    }

    @Override
    public Duration pace() {
        return PACE;
    }

    /** Without a market there is nothing to read. */
    @Override
    public boolean isReady() {
        return !markets.all().isEmpty();
    }

    @Override
    public Position load() {
        MarketLoader.Loaded loaded = loader.load();
        outgoing.restart(loaded.standing().published());
        markets.replace(loaded.markets(), loaded.standing().time());
        outgoing.put(loaded.unpublished());
        standing = loaded.standing().position();
        return standing;
    }

    /** Memory as the other replica has committed it; that one publishes. */
    @Override
    public Position look() {
        outgoing.rest();
        Position committed = tables.position();
        if (!committed.equals(standing)) {
            MarketLoader.Loaded loaded = loader.load();
            markets.replace(loaded.markets(), loaded.standing().time());
            standing = loaded.standing().position();
        }
        return standing;
    }

    @Override
    public void apply(EventBatch batch) {
        BatchFold fold = BatchFold.of(batch);
        markets.check(fold);
        tables.commit(batch, fold, outgoing.published());
        standing = batch.to();
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
