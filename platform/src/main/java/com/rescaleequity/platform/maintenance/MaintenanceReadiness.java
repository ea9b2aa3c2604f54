package com.rescaleequity.platform.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready only once this process knows whether there is maintenance. */
@Readiness
@ApplicationScoped
public class MaintenanceReadiness implements HealthCheck {

    private final Maintenance maintenance;

    public MaintenanceReadiness(Maintenance maintenance) {
        this.maintenance = maintenance;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("maintenance").status(maintenance.isKnown()).build();
    }
}
