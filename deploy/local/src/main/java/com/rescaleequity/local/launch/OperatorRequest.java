package com.rescaleequity.local.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One call on a service's management port with the operator key. */
final class OperatorRequest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TIMEOUT_MILLIS = 30_000;

    private OperatorRequest() {}

    /** The service answered that it did not do it. */
    static final class RefusedCallException extends IOException {

        private static final long serialVersionUID = 1L;

        private final boolean notYet;

        RefusedCallException(String path, int status, String text) {
            super("%s answered %d: %s".formatted(path, status, text));
            this.notYet = status == 503 || text.contains("INVALID_ASSET");
        }

        /** The exchange is not there yet: its funds or its instruments are on their way. */
        boolean notYet() {
            return notYet;
        }
    }

    /** The data of a successful change. */
    static JsonNode post(
            int managementPort,
            String operatorKey,
            String path,
            Map<String, ?> change,
            String requestId)
            throws IOException {
        Map<String, Object> body = new HashMap<>(change);
        body.put("reason", "set up by ./run");
        body.put("requestId", requestId);
        HttpURLConnection connection =
                (HttpURLConnection)
                        URI.create("http://127.0.0.1:%d%s".formatted(managementPort, path))
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
            throw new RefusedCallException(path, status, errorText(connection));
        }
        try (InputStream stream = connection.getInputStream()) {
            return JSON.readTree(stream).path("data");
        }
    }

    private static String errorText(HttpURLConnection connection) throws IOException {
        try (InputStream error = connection.getErrorStream()) {
            return error == null ? "" : new String(error.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
