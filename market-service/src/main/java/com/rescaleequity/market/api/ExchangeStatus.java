package com.rescaleequity.market.api;

import com.rescaleequity.market.feed.PublicMarket;
import com.rescaleequity.market.feed.PublicMarkets;
import com.rescaleequity.platform.view.Words;
import com.rescaleequity.protocol.trading.MarketState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the exchange lets its users do, as the states of its markets say that operators have set:
 * when nothing but cancelling, or nothing but posting, is possible anywhere, that is its status.
 */
@ApplicationScoped
class ExchangeStatus {

    private static final String ONLINE = "online";
    private static final Set<MarketState> RESTRICTED =
            Set.of(MarketState.HALTED, MarketState.CANCEL_ONLY, MarketState.POST_ONLY);

    private final PublicMarkets markets;
    private final long since;

    ExchangeStatus(PublicMarkets markets, Clock clock) {
        this.markets = markets;
        this.since = clock.millis();
    }

    /** The contract's word. */
    String word() {
        return word(
                markets.all().stream()
                        .map(market -> market.instrument().getState())
                        .collect(Collectors.toSet()));
    }

    /** When something that it follows from was last changed, epoch ms. */
    long updatedAt() {
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
