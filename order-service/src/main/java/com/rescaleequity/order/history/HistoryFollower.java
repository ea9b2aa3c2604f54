package com.rescaleequity.order.history;

import com.rescaleequity.platform.follower.Coverage;
import com.rescaleequity.platform.follower.EventFollower;
import com.rescaleequity.platform.kafka.KafkaClients;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Follows the event log into the order history; this replica is ready once it has caught up.
 * Afterwards a history that stands still stops reads, with 503, but never trading.
 */
@ApplicationScoped
public class HistoryFollower {

    private final EventFollower follower;

    public HistoryFollower(KafkaClients kafka, HistoryWriter writer) {
        follower = new EventFollower("history", kafka, writer);
    }

    void start(@Observes StartupEvent event) {
        follower.start();
    }

    void stop(@Observes ShutdownEvent event) {
        follower.close();
    }

    /** How far the history has come along the command log. */
    public Coverage coverage() {
        return follower.coverage();
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck ready() {
        return () ->
                HealthCheckResponse.named("order history follows")
                        .status(follower.isCaughtUp())
                        .withData("healthy", follower.isHealthy())
                        .withData("sequence", follower.sequence())
                        .build();
    }
}
