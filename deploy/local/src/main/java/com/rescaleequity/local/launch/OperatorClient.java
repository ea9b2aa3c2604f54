package com.rescaleequity.local.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.rescaleequity.local.infrastructure.Pause;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks to account-service's management port with the operator key. */
final class OperatorClient implements KeptAccounts.Maker {

    private static final String ACCOUNTS = "/admin/v1/accounts";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger(OperatorClient.class);

    private final int managementPort;
    private final String operatorKey;

    OperatorClient(int managementPort, String operatorKey) {
        this.managementPort = managementPort;
        this.operatorKey = operatorKey;
    }

    /** Returns when the account's funds are there and its key works; a slow start is waited for. */
    @Override
    public KeptAccount make(AccountPlan plan) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        // One name for all attempts: whichever of them succeeds, there is one account.
        String requestId = UUID.randomUUID().toString();
        while (true) {
            try {
                return attempt(plan, requestId);
            } catch (OperatorRequest.RefusedCallException e) {
                if (!e.notYet() || System.nanoTime() > end) {
                    throw e;
                }
                LOG.info("{}; trying again", e.getMessage());
            } catch (ConnectException e) {
                // The service is being started again; it has not seen the call.
                if (System.nanoTime() > end) {
                    throw e;
                }
                LOG.info("account-service is not there; trying again");
            }
            Pause.millis(500);
        }
    }

    private KeptAccount attempt(AccountPlan plan, String requestId) throws IOException {
        Map<String, Object> body =
                Map.of(
                        "label", plan.label(),
                        "tier", plan.tier(),
                        "scopes", plan.scopes(),
                        "balances", plan.balances(),
                        "expiresAt", 0);
        JsonNode data =
                OperatorRequest.post(managementPort, operatorKey, ACCOUNTS, body, requestId);
        if (data.path("pending").asBoolean()) {
            throw new OperatorRequest.RefusedCallException(ACCOUNTS, 503, "it is on its way");
        }
        List<String> scopes = new ArrayList<>();
        data.path("scopes").forEach(scope -> scopes.add(scope.asText()));
        return new KeptAccount(
                plan.label(),
                data.path("accountId").asText(),
                data.path("apiKey").asText(),
                data.path("apiSecret").asText(),
                scopes);
    }
}
