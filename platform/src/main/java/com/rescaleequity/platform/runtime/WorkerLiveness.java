package com.rescaleequity.platform.runtime;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/**
 * Not alive any more once an error ended a worker: its part of the service would stand for good.
 */
@Liveness
@ApplicationScoped
public class WorkerLiveness implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        String lost = Worker.lost();
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("workers go on").status(lost == null);
        return (lost == null ? answer : answer.withData("lost", lost)).build();
    }
}
