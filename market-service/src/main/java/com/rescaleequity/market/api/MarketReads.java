package com.rescaleequity.market.api;

import com.rescaleequity.market.feed.PublicMarkets;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.follower.FollowerHost;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.function.Function;

/**
 * How every read of the markets is answered: from what is known after a moment, so that market data
 * stays up while the log or the database hangs. An answer that may lack something that was in the
 * log when the read came says how old it is. Before any market is known, which is right after a
 * start, there is none.
 */
@ApplicationScoped
class MarketReads {

    private static final String AGE = "X-Data-Age";

    private final FollowerHost follower;
    private final PublicMarkets markets;

    MarketReads(FollowerHost follower, PublicMarkets markets) {
        this.follower = follower;
        this.markets = markets;
    }

    /** Waits for what was in the log, for a quarter of a second at most, and then answers. */
    Uni<Response> answer(
            RoutingContext http, UriInfo uri, Function<MarketQuery, Uni<Response>> answer) {
        return follower.barrier()
                .awaitBriefly()
                .chain(age -> {
                    age.ifPresent(millis -> http.response().putHeader(AGE, Long.toString(millis)));
                    if (markets.all().isEmpty()) {
                        throw ApiException.unavailable(
                                "The markets are being loaded; retry.", 1000);
                    }
                    return answer.apply(new MarketQuery(uri, markets));
                });
    }
}
