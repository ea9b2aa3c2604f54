package com.rescaleequity.platform.auth;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready only once this process knows the keys. */
@Readiness
@ApplicationScoped
public class KeyTableReadiness implements HealthCheck {

    private final KeyTable keys;

    public KeyTableReadiness(KeyTable keys) {
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("key table").status(keys.isReady()).build();
    }
}
