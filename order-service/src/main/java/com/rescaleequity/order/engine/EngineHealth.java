package com.rescaleequity.order.engine;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the core has caught up; alive while it goes on. */
@Singleton
public class EngineHealth {

    @Produces
    @Singleton
    @Readiness
    HealthCheck ready(Engine engine) {
        return () ->
                HealthCheckResponse.named("core has caught up")
                        .status(engine.isReady())
                        .withData("commandOffset", engine.coverage().offset())
                        .withData("publishing", engine.isPublishing())
                        .build();
    }

    @Produces
    @Singleton
    @Liveness
    HealthCheck alive(Engine engine) {
        return () -> HealthCheckResponse.named("core goes on").status(engine.isHealthy()).build();
    }
}
