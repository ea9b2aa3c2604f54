package com.rescaleequity.market.api;

import com.rescaleequity.market.feed.PublicMarket;
import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.CallLimits;
import com.rescaleequity.platform.limits.Limited;
import com.rescaleequity.platform.view.DepthView;
import com.rescaleequity.protocol.market.Depth;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** The book of a market, with the sequence of the depth stream. */
@Path("/api/v1/market")
public class DepthResource {

    private static final int MAX_LIMIT = 1000;
    private static final int DEFAULT_LIMIT = 100;

    private final MarketReads reads;
    private final CallLimits limits;
    private final Answers answers;

    DepthResource(MarketReads reads, CallLimits limits, Answers answers) {
        this.reads = reads;
        this.limits = limits;
        this.answers = answers;
    }

    @GET
    @Path("/depth")
    @Requires(marketData = true)
    @Limited
    public Uni<Response> depth(@Context RoutingContext http, @Context UriInfo uri) {
        return reads.answer(http, uri, query -> answer(query, http));
    }

    /** Another name of {@link #depth}. */
    @GET
    @Path("/orderbook")
    @Requires(marketData = true)
    @Limited
    public Uni<Response> orderbook(@Context RoutingContext http, @Context UriInfo uri) {
        return depth(http, uri);
    }

    private Uni<Response> answer(MarketQuery query, RoutingContext http) {
        PublicMarket required = query.requiredMarket();
        int limit = (int) query.limit(MAX_LIMIT, DEFAULT_LIMIT);
        PublicMarket market = query.check(required);
        limits.takeMore(http, weightOf(limit) - 1);
        Depth depth = market.depth(limit);
        return Uni.createFrom()
                .item(
                        answers.ok(
                                new DepthView(
                                        depth.getSymbol(),
                                        depth.getSequence(),
                                        depth.getTimestamp(),
                                        DepthView.pairs(depth.getBidsList()),
                                        DepthView.pairs(depth.getAsksList()))));
    }

    private static int weightOf(int limit) {
        if (limit <= 100) {
            return 1;
        }
        return limit <= 500 ? 5 : 10;
    }
}
