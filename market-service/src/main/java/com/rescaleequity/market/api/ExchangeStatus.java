package com.rescaleequity.market.api;

import com.rescaleequity.market.feed.PublicMarket;
import com.rescaleequity.market.feed.PublicMarkets;
import com.rescaleequity.platform.maintenance.Maintenance;
import com.rescaleequity.platform.view.Words;
import com.rescaleequity.protocol.market.ExchangeState;
import com.rescaleequity.protocol.trading.MarketState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the exchange lets its users do, as operators have put it: maintenance, or else what the
 * states of its markets say. When nothing but cancelling, or nothing but posting, is possible
 * anywhere, that is its status.
 */
@ApplicationScoped
class ExchangeStatus {

    private static final String ONLINE = "online";
    private static final String MAINTENANCE = "maintenance";
    private static final Set<MarketState> RESTRICTED =
            Set.of(MarketState.HALTED, MarketState.CANCEL_ONLY, MarketState.POST_ONLY);

    private final PublicMarkets markets;
    private final Maintenance maintenance;
    private final long since;

    ExchangeStatus(PublicMarkets markets, Maintenance maintenance, Clock clock) {
        this.markets = markets;
        this.maintenance = maintenance;
        this.since = clock.millis();
    }

    /**
     * The status as it is told.
     *
     * @param updatedAt when something that it follows from was last changed, epoch ms
     */
    record Current(String word, @Nullable String message, @Nullable Long until, long updatedAt) {}

    Current current() {
        ExchangeState put = maintenance.state();
        String word =
                put.getMaintenance()
                        ? MAINTENANCE
                        : word(
                                markets.all().stream()
                                        .map(market -> market.instrument().getState())
                                        .collect(Collectors.toSet()));
        return new Current(
                word,
                put.getMessage().isEmpty() ? null : put.getMessage(),
                put.getUntil() == 0 ? null : put.getUntil(),
                Math.max(put.getUpdatedAt(), marketsUpdatedAt()));
    }

    private long marketsUpdatedAt() {
        return markets.all().stream().mapToLong(PublicMarket::instrumentTime).max().orElse(since);
    }

    /** The word for markets in these states; a halted market takes cancels too. */
    static String word(Collection<MarketState> states) {
        Set<MarketState> listed =
                states.stream()
                        .filter(state -> state != MarketState.MARKET_DELISTED)
                        .collect(Collectors.toSet());
        if (listed.isEmpty() || !RESTRICTED.containsAll(listed)) {
            return ONLINE;
        }
        boolean mayPost = listed.contains(MarketState.POST_ONLY);
        return Words.market(mayPost ? MarketState.POST_ONLY : MarketState.CANCEL_ONLY);
    }
}
