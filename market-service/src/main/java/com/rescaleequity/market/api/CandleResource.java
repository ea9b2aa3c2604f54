package com.rescaleequity.market.api;

import com.rescaleequity.market.candle.Candle;
import com.rescaleequity.market.candle.CandleHistory;
import com.rescaleequity.market.candle.CandleMessages;
import com.rescaleequity.market.candle.CandleRange;
import com.rescaleequity.market.candle.Interval;
import com.rescaleequity.market.feed.PublicMarket;
import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.limits.Limited;
import com.rescaleequity.platform.view.CandleView;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;

/** Continuous candles of a market, up to the running one. */
@Path("/api/v1/market")
public class CandleResource {

    private static final int MAX_LIMIT = 1000;
    private static final int DEFAULT_LIMIT = 500;
    private static final Map<String, Boolean> FORMATS = Map.of("object", false, "array", true);

    private final MarketReads reads;
    private final CandleHistory history;
    private final Answers answers;

    CandleResource(MarketReads reads, CandleHistory history, Answers answers) {
        this.reads = reads;
        this.history = history;
        this.answers = answers;
    }

    @GET
    @Path("/candles")
    @Requires(marketData = true)
    @Limited(weight = 2)
    public Uni<Response> candles(@Context RoutingContext http, @Context UriInfo uri) {
        return reads.answer(http, uri, this::answer);
    }

    /** Another name of {@link #candles}. */
    @GET
    @Path("/ohlcv")
    @Requires(marketData = true)
    @Limited(weight = 2)
    public Uni<Response> ohlcv(@Context RoutingContext http, @Context UriInfo uri) {
        return candles(http, uri);
    }

    /** Another name of {@link #candles}. */
    @GET
    @Path("/klines")
    @Requires(marketData = true)
    @Limited(weight = 2)
    public Uni<Response> klines(@Context RoutingContext http, @Context UriInfo uri) {
        return candles(http, uri);
    }

    private Uni<Response> answer(MarketQuery query) {
        PublicMarket required = query.requiredMarket();
        Interval interval = interval(query);
        Long startTime = query.time("startTime");
        Long endTime = query.time("endTime");
        query.checkRange(startTime, endTime);
        long limit = query.limit(MAX_LIMIT, DEFAULT_LIMIT);
        Boolean array = query.fields().choice("format", FORMATS, ErrorCode.INVALID_PARAMETER);
        PublicMarket market = query.check(required);
        long now = query.now();
        CandleRange range =
                CandleRange.of(interval, market.began(), now, startTime, endTime, limit);
        return rows(market, range)
                .map(rows -> range.fill(rows, market.instrument().getListingPrice()))
                .map(candles ->
                        candles.stream()
                                .map(candle -> view(market.symbol(), interval, candle, now))
                                .toList())
                .map(views -> Boolean.TRUE.equals(array) ? arrays(views) : views)
                .map(answers::ok);
    }

    private Uni<List<Candle>> rows(PublicMarket market, CandleRange range) {
        List<Candle> recent = range.isEmpty() ? List.of() : market.candles(range);
        return recent == null
                ? history.rows(market.symbol(), range)
                : Uni.createFrom().item(recent);
    }

    private static Interval interval(MarketQuery query) {
        Interval interval =
                query.fields().choice("interval", Interval.WORDS, ErrorCode.INVALID_INTERVAL);
        // Elsewhere 1M is a month: better refused than read as a minute.
        if ("1M".equals(query.fields().text("interval"))) {
            query.refuseInterval();
        }
        return interval == null ? Interval.ONE_MINUTE : interval;
    }

    private static CandleView view(String symbol, Interval interval, Candle candle, long now) {
        boolean closed = candle.openTime() + interval.millis() <= now;
        return CandleView.of(CandleMessages.of(symbol, interval, candle, closed, now));
    }

    private static List<List<Object>> arrays(List<CandleView> views) {
        return views.stream()
                .map(v ->
                        List.<Object>of(
                                v.timestamp(),
                                v.open(),
                                v.high(),
                                v.low(),
                                v.close(),
                                v.volume(),
                                v.quoteVolume(),
                                v.trades()))
                .toList();
    }
}
