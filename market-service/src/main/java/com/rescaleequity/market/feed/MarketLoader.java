package com.rescaleequity.market.feed;

import com.rescaleequity.market.candle.Candle;
import com.rescaleequity.market.candle.CandleRange;
import com.rescaleequity.market.candle.CandleStore;
import com.rescaleequity.market.candle.CandleStore.SymbolCandle;
import com.rescaleequity.market.candle.ClosedCandle;
import com.rescaleequity.market.candle.Interval;
import com.rescaleequity.market.depth.LevelStore;
import com.rescaleequity.market.depth.LevelStore.SymbolLevel;
import com.rescaleequity.market.feed.MarketTables.MarketRow;
import com.rescaleequity.market.feed.MarketTables.Standing;
import com.rescaleequity.market.ticker.TickerWindow;
import com.rescaleequity.market.trade.TradeStore;
import com.rescaleequity.protocol.market.PublicTrade;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rebuilds memory from the tables, exactly as of the committed position. Blocks. */
@ApplicationScoped
class MarketLoader {

    /** Everything, and what was committed but perhaps not published. */
    record Loaded(Standing standing, Map<String, Market> markets, Outgoing.Facts unpublished) {}

    private static final int MAX_UNPUBLISHED = 1_000_000;

    private final Pool pool;
    private final MarketTables tables;

    MarketLoader(Pool pool, MarketTables tables) {
        this.pool = pool;
        this.tables = tables;
    }

    Loaded load() {
        SqlConnection connection = pool.getConnection().await().indefinitely();
        try {
            return load(connection);
        } finally {
            connection.close().await().indefinitely();
        }
    }

    private Loaded load(SqlConnection connection) {
        // One view of all tables, whoever else may be writing.
        run(connection.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").execute());
        Standing standing = run(tables.standing(connection));
        Map<String, Market> markets = new TreeMap<>();
        List<SymbolCandle> closed = new ArrayList<>();
        List<SymbolCandle> running = run(CandleStore.running(connection, standing.time()));
        for (MarketRow row : run(tables.markets(connection))) {
            Market market = market(connection, row, running, standing.time());
            markets.put(market.symbol(), market);
            closed.addAll(closedAfter(connection, market, standing));
        }
        for (SymbolLevel level : run(LevelStore.all(connection))) {
            Market market = markets.get(level.symbol());
            if (market != null) {
                market.book().set(level.level(), level.quantity());
            }
        }
        List<PublicTrade> trades =
                run(
                        TradeStore.afterSequence(
                                connection, standing.published().sequence(), MAX_UNPUBLISHED));
        run(connection.query("COMMIT").execute());
        Outgoing.Mark mark = new Outgoing.Mark(standing.position().sequence(), standing.time());
        List<com.rescaleequity.protocol.trading.Instrument> instruments =
                markets.values().stream().map(Market::instrument).toList();
        return new Loaded(standing, markets, new Outgoing.Facts(instruments, trades, closed, mark));
    }

    private static Market market(
            SqlConnection connection, MarketRow row, List<SymbolCandle> running, long time) {
        String symbol = row.instrument().getSymbol();
        List<PublicTrade> newest =
                run(TradeStore.upToTime(connection, symbol, Long.MAX_VALUE, Market.NEWEST_TRADES));
        long start = TickerWindow.start(time);
        List<Candle> rows =
                run(
                        CandleStore.read(
                                connection,
                                symbol,
                                new CandleRange(Interval.ONE_MINUTE, start, Long.MAX_VALUE)));
        long reference = 0;
        List<Candle> minutes = new ArrayList<>(rows);
        if (!minutes.isEmpty() && minutes.getFirst().openTime() < start) {
            reference = minutes.removeFirst().close();
        }
        var origin =
                new Market.Origin(row.instrument(), row.instrumentTime(), row.began(), reference);
        Market market = new Market(origin, newest, time);
        market.restore(
                minutes,
                running.stream()
                        .filter(c -> c.symbol().equals(symbol))
                        .map(c -> new ClosedCandle(c.interval(), c.candle()))
                        .toList(),
                time);
        market.book().moveTo(row.book().sequence(), row.book().time());
        return market;
    }

    private static List<SymbolCandle> closedAfter(
            SqlConnection connection, Market market, Standing standing) {
        List<SymbolCandle> closed = new ArrayList<>();
        for (Interval interval : Interval.values()) {
            long from = Math.max(market.began(), standing.published().time());
            CandleRange range =
                    new CandleRange(
                            interval,
                            interval.openOf(from),
                            interval.openOf(standing.time()) - interval.millis());
            if (!range.isEmpty()) {
                List<Candle> rows = run(CandleStore.read(connection, market.symbol(), range));
                range.fill(rows, market.instrument().getListingPrice())
                        .forEach(c -> closed.add(new SymbolCandle(market.symbol(), interval, c)));
            }
        }
        return closed;
    }

    private static <T> T run(Uni<T> query) {
        return query.await().indefinitely();
    }
}
