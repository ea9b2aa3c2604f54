package com.rescaleequity.market.trade;

import com.rescaleequity.protocol.market.PublicTrade;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers questions about trades that memory no longer holds, always ascending. */
@ApplicationScoped
public class TradeHistory {

    private final Pool pool;

    public TradeHistory(Pool pool) {
        this.pool = pool;
    }

    /** Trades from an id on. */
    public Uni<List<PublicTrade>> fromId(String symbol, long id, long limit) {
        return TradeStore.fromId(pool, symbol, id, limit);
    }

    /** Trades within times: the oldest when there is a start, else the newest. */
    public Uni<List<PublicTrade>> within(
            String symbol, @Nullable Long startTime, @Nullable Long endTime, long limit) {
        long end = endTime == null ? Long.MAX_VALUE : endTime;
        return startTime == null
                ? TradeStore.upToTime(pool, symbol, end, limit)
                : TradeStore.fromTime(pool, symbol, startTime, end, limit);
    }
}
