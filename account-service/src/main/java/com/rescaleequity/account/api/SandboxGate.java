package com.rescaleequity.account.api;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Lets the sandbox calls through where there is no real money. */
@ApplicationScoped
public class SandboxGate {

    private final boolean sandbox;

    public SandboxGate(@ConfigProperty(name = "exchange.environment") String environment) {
        sandbox =
                switch (environment) {
                    case "sandbox" -> true;
                    case "production" -> false;
                    default ->
                            throw new IllegalArgumentException(
                                    "exchange.environment is sandbox or production, not "
                                            + environment);
                };
    }

    /** Refuses the call in production. */
    public void pass() {
        if (!sandbox) {
            throw new ApiException(ErrorCode.SANDBOX_ONLY, "This call exists in the sandbox only.");
        }
    }
}
