package com.rescaleequity.market.api;

import com.rescaleequity.market.feed.PublicMarket;
import com.rescaleequity.market.trade.TradeHistory;
import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.limits.Limited;
import com.rescaleequity.platform.view.TradeView;
import com.rescaleequity.protocol.market.PublicTrade;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** The public trades of a market, ascending by their contiguous ids. */
@Path("/api/v1/market/trades")
public class TradeResource {

    private static final int MAX_LIMIT = 1000;
    private static final int DEFAULT_LIMIT = 100;

    private final MarketReads reads;
    private final TradeHistory history;
    private final Answers answers;

    TradeResource(MarketReads reads, TradeHistory history, Answers answers) {
        this.reads = reads;
        this.history = history;
        this.answers = answers;
    }

    @GET
    @Requires(marketData = true)
    @Limited(weight = 2)
    public Uni<Response> trades(@Context RoutingContext http, @Context UriInfo uri) {
        return reads.answer(http, uri, this::answer);
    }

    private Uni<Response> answer(MarketQuery query) {
        PublicMarket required = query.requiredMarket();
        int limit = (int) query.limit(MAX_LIMIT, DEFAULT_LIMIT);
        Long fromId = query.fields().integer("fromId", 1, Long.MAX_VALUE);
        Long startTime = query.time("startTime");
        Long endTime = query.time("endTime");
        query.checkRange(startTime, endTime);
        boolean timed = query.fields().has("startTime") || query.fields().has("endTime");
        if (query.fields().has("fromId") && timed) {
            query.fields()
                    .problem(
                            "fromId",
                            ErrorCode.CONFLICTING_PARAMETERS,
                            "cannot be given with startTime or endTime.");
        }
        PublicMarket market = query.check(required);
        if (fromId != null) {
            List<PublicTrade> recent = market.tradesFromId(fromId, limit);
            return recent == null
                    ? history.fromId(market.symbol(), fromId, limit).map(this::answer)
                    : answered(recent);
        }
        if (!timed) {
            return answered(market.newestTrades(limit));
        }
        List<PublicTrade> recent = market.tradesWithin(startTime, endTime, limit);
        return recent == null
                ? history.within(market.symbol(), startTime, endTime, limit).map(this::answer)
                : answered(recent);
    }

    private Uni<Response> answered(List<PublicTrade> trades) {
        return Uni.createFrom().item(answer(trades));
    }

    private Response answer(List<PublicTrade> trades) {
        return answers.ok(trades.stream().map(TradeView::of).toList());
    }
}
