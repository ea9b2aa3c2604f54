package com.rescaleequity.market.api;

import com.rescaleequity.market.feed.PublicMarket;
import com.rescaleequity.market.instrument.InstrumentView;
import com.rescaleequity.platform.assets.AssetCatalog;
import com.rescaleequity.platform.assets.ListedAsset;
import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.limits.Limited;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What can be traded, by which rules, and what can be held. */
@Path("/api/v1/market")
public class InstrumentResource {

    private static final Map<String, String> STATUSES =
            words("trading", "halted", "cancel-only", "post-only", "delisted");
    private static final Map<String, String> ASSET_CLASSES = words("crypto", "equity");

    private final MarketReads reads;
    private final AssetCatalog assets;
    private final Answers answers;

    InstrumentResource(MarketReads reads, AssetCatalog assets, Answers answers) {
        this.reads = reads;
        this.assets = assets;
        this.answers = answers;
    }

    @GET
    @Path("/instruments")
    @Requires(marketData = true)
    @Limited(weight = 5)
    public Uni<Response> instruments(@Context RoutingContext http, @Context UriInfo uri) {
        return reads.answer(http, uri, this::answer);
    }

    @GET
    @Path("/assets")
    @Requires(marketData = true)
    @Limited(weight = 5)
    public Uni<Response> assets(@Context UriInfo uri) {
        Problems problems = new Problems();
        String wanted = Fields.ofQuery(uri.getQueryParameters(), problems).text("asset");
        List<ListedAsset> chosen =
                assets.all().stream()
                        .filter(a -> wanted == null || a.asset().equalsIgnoreCase(wanted))
                        .toList();
        if (chosen.isEmpty() && wanted != null) {
            problems.add("asset", ErrorCode.INVALID_ASSET, "is not an asset of this exchange.");
            problems.detail("asset", wanted.length() > 20 ? wanted.substring(0, 20) : wanted);
        }
        problems.throwIfAny();
        return Uni.createFrom().item(answers.ok(chosen));
    }

    private Uni<Response> answer(MarketQuery query) {
        List<PublicMarket> chosen = query.chosenMarkets();
        String status = query.fields().choice("status", STATUSES, ErrorCode.INVALID_PARAMETER);
        String assetClass =
                query.fields().choice("assetClass", ASSET_CLASSES, ErrorCode.INVALID_PARAMETER);
        query.check();
        List<InstrumentView> shown =
                chosen.stream()
                        .map(m -> InstrumentView.of(m.instrument(), m.instrumentTime()))
                        .filter(i -> status == null || i.status().equals(status))
                        .filter(i -> assetClass == null || i.assetClass().equals(assetClass))
                        .toList();
        return Uni.createFrom().item(answers.ok(shown));
    }

    private static Map<String, String> words(String... words) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String word : words) {
            map.put(word, word);
        }
        return map;
    }
}
