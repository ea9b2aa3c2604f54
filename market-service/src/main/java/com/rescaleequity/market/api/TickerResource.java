package com.rescaleequity.market.api;

import com.rescaleequity.market.feed.PublicMarket;
import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.CallLimits;
import com.rescaleequity.platform.limits.Limited;
import com.rescaleequity.platform.view.TickerView;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Comparator;
import java.util.List;

/** The rolling 24 hours of each market. */
@Path("/api/v1/market/tickers")
public class TickerResource {

    private static final int MAX_LIMIT = 1000;
    private static final int DEFAULT_LIMIT = 100;
    private static final int WEIGHT_OF_ALL = 10;
    private static final Comparator<TickerView> BUSIEST_FIRST =
            Comparator.comparing(TickerView::volume24h)
                    .reversed()
                    .thenComparing(TickerView::symbol);

    private final MarketReads reads;
    private final CallLimits limits;
    private final Answers answers;

    TickerResource(MarketReads reads, CallLimits limits, Answers answers) {
        this.reads = reads;
        this.limits = limits;
        this.answers = answers;
    }

    @GET
    @Requires(marketData = true)
    @Limited
    public Uni<Response> tickers(@Context RoutingContext http, @Context UriInfo uri) {
        return reads.answer(http, uri, query -> answer(query, http));
    }

    private Uni<Response> answer(MarketQuery query, RoutingContext http) {
        boolean all = !query.fields().has("symbol") && !query.fields().has("symbols");
        List<PublicMarket> chosen = query.chosenMarkets();
        limits.takeMore(http, weightOf(all, chosen.size()) - 1);
        long limit = query.limit(MAX_LIMIT, DEFAULT_LIMIT);
        query.check();
        List<TickerView> shown =
                chosen.stream()
                        .map(market -> market.ticker().view())
                        .sorted(BUSIEST_FIRST)
                        .limit(limit)
                        .toList();
        return Uni.createFrom().item(answers.ok(shown));
    }

    private static int weightOf(boolean all, int markets) {
        return all ? WEIGHT_OF_ALL : Math.clamp(markets, 1, WEIGHT_OF_ALL);
    }
}
