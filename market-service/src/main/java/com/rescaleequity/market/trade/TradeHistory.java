package com.rescaleequity.market.trade;

import com.rescaleequity.platform.database.BoundedReads;
import com.rescaleequity.protocol.market.PublicTrade;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Trades that memory no longer holds, always ascending; 503 when the database does not answer in
 * time.
 */
@ApplicationScoped
public class TradeHistory {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Pool pool;
    private final BoundedReads reads;

    public TradeHistory(Pool pool, BoundedReads reads) {
        this.pool = pool;
        this.reads = reads;
    }

    /** Trades from an id on. */
    public Uni<List<PublicTrade>> fromId(String symbol, long id, long limit) {
        return reads.read(PATIENCE, () -> TradeStore.fromId(pool, symbol, id, limit));
    }

    /** Trades within times: the oldest when there is a start, else the newest. */
    public Uni<List<PublicTrade>> within(
            String symbol, @Nullable Long startTime, @Nullable Long endTime, long limit) {
        long end = endTime == null ? Long.MAX_VALUE : endTime;
        return reads.read(
                PATIENCE,
                () ->
                        startTime == null
                                ? TradeStore.upToTime(pool, symbol, end, limit)
                                : TradeStore.fromTime(pool, symbol, startTime, end, limit));
    }
}
