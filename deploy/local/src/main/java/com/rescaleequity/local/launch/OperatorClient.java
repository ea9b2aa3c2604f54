package com.rescaleequity.local.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rescaleequity.local.infrastructure.Pause;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks to account-service's management port with the operator key. */
final class OperatorClient implements Accounts.Maker {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TIMEOUT_MILLIS = 30_000;

    private static final int ATTEMPTS = 20;
    private static final Logger LOG = LoggerFactory.getLogger(OperatorClient.class);

    private final int managementPort;
    private final String operatorKey;

    OperatorClient(int managementPort, String operatorKey) {
        this.managementPort = managementPort;
        this.operatorKey = operatorKey;
    }

    /** Returns when the account's funds are there and its key works; a slow start is waited for. */
    @Override
    public Account make(AccountPlan plan) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(plan);
            } catch (NotYetException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.info("{}; trying again", e.getMessage());
                Pause.millis(1000);
            }
        }
    }

    /** The exchange is not there yet: its funds or its instruments are on their way. */
    private static final class NotYetException extends IOException {

        private static final long serialVersionUID = 1L;

        NotYetException(String message) {
            super(message);
        }
    }

    private Account attempt(AccountPlan plan) throws IOException {
        Map<String, Object> body =
                Map.of(
                        "label", plan.label(),
                        "tier", plan.tier(),
                        "scopes", plan.scopes(),
                        "balances", plan.balances());
        HttpURLConnection connection =
                (HttpURLConnection)
                        URI.create(
                                        "http://127.0.0.1:%d/admin/v1/accounts"
                                                .formatted(managementPort))
                                .toURL()
                                .openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestProperty("Authorization", "Bearer " + operatorKey);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.getOutputStream().write(JSON.writeValueAsBytes(body));
        int status = connection.getResponseCode();
        if (status != 200) {
            try (InputStream error = connection.getErrorStream()) {
                String text =
                        error == null
                                ? ""
                                : new String(error.readAllBytes(), StandardCharsets.UTF_8);
                String message =
                        "account-service answered %d to a new account: %s".formatted(status, text);
                if (status == 503 || text.contains("INVALID_ASSET")) {
                    throw new NotYetException(message);
                }
                throw new IOException(message);
            }
        }
        try (InputStream stream = connection.getInputStream()) {
            JsonNode data = JSON.readTree(stream).path("data");
            List<String> scopes = new ArrayList<>();
            data.path("scopes").forEach(scope -> scopes.add(scope.asText()));
            return new Account(
                    plan.label(),
                    data.path("accountId").asText(),
                    data.path("apiKey").asText(),
                    data.path("apiSecret").asText(),
                    scopes);
        }
    }
}
