package com.rescaleequity.market.feed;

import com.rescaleequity.market.candle.Candle;
import com.rescaleequity.market.candle.CandleRange;
import com.rescaleequity.market.candle.CandleStore;
import com.rescaleequity.market.candle.CandleStore.SymbolCandle;
import com.rescaleequity.market.candle.Interval;
import com.rescaleequity.market.depth.LevelStore;
import com.rescaleequity.market.depth.LevelStore.SymbolLevel;
import com.rescaleequity.market.feed.MarketTables.MarketRow;
import com.rescaleequity.market.feed.MarketTables.Standing;
import com.rescaleequity.market.trade.RecentTrades;
import com.rescaleequity.market.trade.TradeStore;
import com.rescaleequity.protocol.market.PublicTrade;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rebuilds memory from the tables, exactly as of the committed position. Blocks. */
@ApplicationScoped
class MarketLoader {

    /** Everything, and what was committed but perhaps not published. */
    record Loaded(
            Standing standing, Map<String, PublicMarket> markets, Outgoing.Facts unpublished) {}

    private static final String ONE_VIEW =
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";
    private static final int MAX_UNPUBLISHED = 1_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pool pool;
    private final MarketTables tables;

    MarketLoader(Pool pool, MarketTables tables) {
        this.pool = pool;
        this.tables = tables;
    }

    Loaded load() {
        SqlConnection connection = now(pool.getConnection());
        try {
            return load(connection);
        } finally {
            now(connection.close());
        }
    }

    private Loaded load(SqlConnection connection) {
        Transaction transaction = now(connection.begin());
        try {
            // One view of all tables, whoever else may be writing.
            now(connection.query(ONE_VIEW).execute());
            return read(connection);
        } finally {
            now(transaction.rollback());
        }
    }

    private Loaded read(SqlConnection connection) {
        Standing standing = now(tables.standing(connection));
        Map<String, PublicMarket> markets = new TreeMap<>();
        List<SymbolCandle> closed = new ArrayList<>();
        for (MarketRow row : now(tables.markets(connection))) {
            PublicMarket market = market(connection, row, standing.time());
            markets.put(market.symbol(), market);
            closed.addAll(closedAfter(connection, market, standing));
        }
        for (SymbolLevel level : now(LevelStore.all(connection))) {
            PublicMarket market = markets.get(level.symbol());
            if (market != null) {
                market.book().set(level.level(), level.quantity());
            }
        }
        List<PublicTrade> trades =
                now(
                        TradeStore.afterSequence(
                                connection, standing.published().sequence(), MAX_UNPUBLISHED));
        Outgoing.Mark mark = new Outgoing.Mark(standing.position().sequence(), standing.time());
        List<com.rescaleequity.protocol.trading.Instrument> instruments =
                markets.values().stream().map(PublicMarket::instrument).toList();
        return new Loaded(standing, markets, new Outgoing.Facts(instruments, trades, closed, mark));
    }

    private static <T> T now(Uni<T> answer) {
        return answer.await().atMost(PATIENCE);
    }

    private static PublicMarket market(SqlConnection connection, MarketRow row, long time) {
        String symbol = row.instrument().getSymbol();
        List<PublicTrade> newest =
                now(TradeStore.upToTime(connection, symbol, Long.MAX_VALUE, RecentTrades.KEPT));
        var origin = new PublicMarket.Origin(row.instrument(), row.instrumentTime(), row.began());
        PublicMarket market = new PublicMarket(origin, newest, time);
        market.restore(now(CandleStore.recent(connection, symbol, time)), time);
        market.book().moveTo(row.book().sequence(), row.book().time());
        return market;
    }

    private static List<SymbolCandle> closedAfter(
            SqlConnection connection, PublicMarket market, Standing standing) {
        List<SymbolCandle> closed = new ArrayList<>();
        for (Interval interval : Interval.values()) {
            long from = Math.max(market.began(), standing.published().time());
            CandleRange range =
                    new CandleRange(
                            interval,
                            interval.openOf(from),
                            interval.openOf(standing.time()) - interval.millis());
            if (!range.isEmpty()) {
                List<Candle> rows = now(CandleStore.read(connection, market.symbol(), range));
                range.fill(rows, market.instrument().getListingPrice())
                        .forEach(c -> closed.add(new SymbolCandle(market.symbol(), interval, c)));
            }
        }
        return closed;
    }
}
