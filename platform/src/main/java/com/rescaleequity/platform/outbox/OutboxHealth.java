package com.rescaleequity.platform.outbox;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Not well when an outbox is out of step with the core or holds a message that must not be sent.
 * The service stays ready: what it reads is right, and only a person can mend this.
 */
@Wellness
@ApplicationScoped
public class OutboxHealth implements HealthCheck {

    private final Instance<OutboxContents> contents;
    private final Instance<OutboxRelay> relay;

    public OutboxHealth(Instance<OutboxContents> contents, Instance<OutboxRelay> relay) {
        this.contents = contents;
        this.relay = relay;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("outbox").up();
        if (contents.isResolvable()) {
            relay.get()
                    .gauges()
                    .forEach((name, outbox) -> {
                        response.withData(name + " unsent", outbox.unsent());
                        if (!outbox.fault().isEmpty()) {
                            response.down().withData(name, outbox.fault());
                        }
                        if (outbox.refused() > 0) {
                            response.down().withData(name + " refused", outbox.refused());
                        }
                    });
        }
        return response.build();
    }
}
