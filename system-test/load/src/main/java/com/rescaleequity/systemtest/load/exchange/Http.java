package com.rescaleequity.systemtest.load.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Single calls around the measurement. */
final class Http {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 20_000;

    /**
     * An answer of a single call.
     *
     * @param body its JSON, or null where it has none
     * @param stale whether it tells its age, being older than what was asked for
     */
    record Reply(int status, @Nullable JsonNode body, boolean stale) {

        /** The body's data; missing where there are none. */
        JsonNode data() {
            return body == null ? new ObjectMapper().missingNode() : body.path("data");
        }

        /** Why it is refused; empty if it is not. */
        String code() {
            return body == null ? "" : body.at("/error/code").asText();
        }
    }

    private Http() {}

    static Reply get(URI base, String path, String key) throws IOException {
        HttpURLConnection connection = open(base, path);
        if (!key.isEmpty()) {
            connection.setRequestProperty("Authorization", "Bearer " + key);
        }
        return reply(connection);
    }

    static Reply post(URI base, String path, String body) throws IOException {
        HttpURLConnection connection = open(base, path);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        connection.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
        return reply(connection);
    }

    private static HttpURLConnection open(URI base, String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(base + path).toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        return connection;
    }

    private static Reply reply(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        boolean stale = connection.getHeaderField("X-Data-Age") != null;
        try (InputStream in =
                status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            JsonNode body = in == null ? null : new ObjectMapper().readTree(in);
            return new Reply(status, body, stale);
        }
    }
}
