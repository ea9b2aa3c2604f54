package com.rescaleequity.account.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the ledger has caught up, and never again after it contradicted the core. */
@Readiness
@ApplicationScoped
public class LedgerReadiness implements HealthCheck {

    private final Ledger ledger;

    public LedgerReadiness(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("ledger")
                        .status(ledger.isReady())
                        .withData("sequence", ledger.sequence());
        String fault = ledger.fault();
        return (fault == null ? answer : answer.withData("fault", fault)).build();
    }
}
