package com.rescaleequity.systemtest;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls the public API as a trader would, with the published Bearer header. */
final class Client {

    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(20))
                    .build();
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static final Duration WHOLE = Duration.ofMinutes(5);

    /** An answer: its status and its parsed body. */
    record Answer(int status, JsonNode body, HttpResponse<String> response) {

        JsonNode data() {
            return body.path("data");
        }

        /** How old market data is that may not show all, in ms; empty when it does. */
        String age() {
            return response.headers().firstValue("X-Data-Age").orElse("");
        }

        String code() {
            return body.path("error").path("code").asText();
        }

        /** The data of an answer that must be 200. */
        JsonNode ok() {
            if (status != 200) {
                throw new AssertionError(status + " " + body);
            }
            return data();
        }
    }

    private final URI restUrl;
    private final String apiKey;

    Client(URI restUrl, String apiKey) {
        this.restUrl = restUrl;
        this.apiKey = apiKey;
    }

    String apiKey() {
        return apiKey;
    }

    /**
     * Asks, and asks again while the answer may lack something that was done before, or says that
     * it cannot be given now.
     */
    Answer get(String path) throws IOException, InterruptedException {
        long end = System.nanoTime() + WHOLE.toNanos();
        while (true) {
            Answer answer = once(path);
            boolean whole = answer.status() != 503 && answer.age().isEmpty();
            if (whole || System.nanoTime() - end > 0) {
                return answer;
            }
            if (answer.status() == 503) {
                Thread.sleep(answer.body().at("/error/details/retryAfterMs").asLong(1_000));
            }
        }
    }

    /** Asks once, whatever the answer knows. */
    Answer once(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    Answer post(String path, String body) throws IOException, InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    Answer limit(String symbol, String side, String quantity, String price)
            throws IOException, InterruptedException {
        return post(
                "/orders/create",
                "{\"symbol\":\"%s\",\"side\":\"%s\",\"type\":\"limit\",\"quantity\":%s,\"price\":%s}"
                        .formatted(symbol, side, quantity, price));
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(restUrl + path)).timeout(Duration.ofMinutes(1));
        return apiKey.isEmpty() ? builder : builder.header("Authorization", "Bearer " + apiKey);
    }

    static Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), JSON.readTree(response.body()), response);
    }
}
