package com.rescaleequity.market.candle;

import com.rescaleequity.platform.database.BoundedReads;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Candles that memory no longer holds. */
@ApplicationScoped
public class CandleHistory {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Pool pool;
    private final BoundedReads reads;

    public CandleHistory(Pool pool, BoundedReads reads) {
        this.pool = pool;
        this.reads = reads;
    }

    /**
     * The candles of a range that had trades, ascending, after the last one before it; 503 when the
     * database does not answer in time.
     */
    public Uni<List<Candle>> rows(String symbol, CandleRange range) {
        return reads.read(PATIENCE, () -> CandleStore.read(pool, symbol, range));
    }
}
