package com.rescaleequity.market.feed;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready only while the follower follows and at least one instrument is known. */
@Readiness
@ApplicationScoped
class FollowerReadiness implements HealthCheck {

    private final MarketFollower follower;

    FollowerReadiness(MarketFollower follower) {
        this.follower = follower;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("market follower").status(follower.isReady()).build();
    }
}
