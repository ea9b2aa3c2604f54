package com.rescaleequity.market.candle;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Answers questions about candles with continuous series. */
@ApplicationScoped
public class CandleHistory {

    private final Pool pool;

    public CandleHistory(Pool pool) {
        this.pool = pool;
    }

    /**
     * Every candle of the range, ascending.
     *
     * @param firstPrice the price before the market's first trade
     */
    public Uni<List<Candle>> series(String symbol, CandleRange range, long firstPrice) {
        if (range.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return CandleStore.read(pool, symbol, range).map(rows -> range.fill(rows, firstPrice));
    }
}
