package com.rescaleequity.account.wallet;

import com.rescaleequity.account.ledger.LedgerQueries;
import com.rescaleequity.account.valuation.LastPrices;
import com.rescaleequity.platform.assets.AssetCatalog;
import com.rescaleequity.platform.assets.ListedAsset;
import com.rescaleequity.platform.runtime.CallerContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Which assets there are, and what a transfer of each may look like. */
@ApplicationScoped
public class AssetRules {

    private static final int USUAL_DECIMALS = 8;

    /** For what an operator lists and the catalog does not have. */
    private static final Network UNKNOWN = new Network("sandbox-network", 0);

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final AssetCatalog catalog;
    private final LedgerQueries ledger;
    private final Clock clock;

    public AssetRules(AssetCatalog catalog, LedgerQueries ledger, Clock clock) {
        this.catalog = catalog;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * How an asset travels.
     *
     * @param confirmations how many a transfer needs
     */
    public record Network(String name, int confirmations) {}

    /** The currency, then every asset of a listed market, by name. */
    public Set<String> known() {
        Set<String> assets = new TreeSet<>();
        assets.add(LastPrices.CURRENCY);
        ledger.markets()
                .values()
                .forEach(market -> {
                    assets.add(market.baseAsset());
                    assets.add(market.quoteAsset());
                });
        return assets;
    }

    /**
     * Whether all of these are known, at the latest after a few seconds: an exchange that has just
     * started lists its instruments in that time.
     */
    public Uni<Boolean> areKnown(Collection<String> assets) {
        return CallerContext.onCaller(areKnown(assets, clock.millis() + PATIENCE.toMillis()));
    }

    private Uni<Boolean> areKnown(Collection<String> assets, long deadline) {
        boolean known = known().containsAll(assets);
        if (known || clock.millis() >= deadline) {
            return Uni.createFrom().item(known);
        }
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(BETWEEN)
                .chain(() -> areKnown(assets, deadline));
    }

    /** Decimals that a transfer may carry; the ledger keeps eight of everything. */
    public int decimals(String asset) {
        return catalog.named(asset).map(ListedAsset::precision).orElse(USUAL_DECIMALS);
    }

    /** The network over which the sandbox's deposits of an asset come. */
    public Network network(String asset) {
        return catalog.named(asset)
                .map(listed -> listed.networks().getFirst())
                .map(way -> new Network(way.network(), way.confirmations()))
                .orElse(UNKNOWN);
    }
}
