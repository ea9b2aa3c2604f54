package com.rescaleequity.systemtest.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Accounts with plenty of everything; the exchange must run without rate limits. */
final class SandboxAccounts {

    private SandboxAccounts() {}

    /** Opens accounts and gives their keys. */
    static List<String> open(URI restUrl, int count) throws IOException {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(open(restUrl));
        }
        return keys;
    }

    private static String open(URI restUrl) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection)
                        URI.create(restUrl + "/sandbox/accounts").toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setConnectTimeout(5000);
        connection.setReadTimeout(20_000);
        connection.setDoOutput(true);
        connection.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
        if (connection.getResponseCode() != 200) {
            throw new IOException("No account: run the exchange with --rate-limits off");
        }
        return new ObjectMapper()
                .readTree(connection.getInputStream())
                .path("data")
                .path("apiKey")
                .asText();
    }
}
