package com.rescaleequity.market.feed;

import com.rescaleequity.platform.follower.FollowerHost;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What reads of the markets wait for. */
@ApplicationScoped
public class MarketFollower {

    private final FollowerHost host;

    MarketFollower(FollowerHost host) {
        this.host = host;
    }

    /** Completes when memory and tables show everything that was ordered before this call. */
    public Uni<Void> current() {
        return host.upToDate();
    }
}
