package com.rescaleequity.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** One process of order-service, called past the ingress. */
record OrderReplica(Path data, int number) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private String name() {
        return number == 0 ? "order-service" : "order-service-" + number;
    }

    long pid() throws IOException {
        return number(".pid");
    }

    URI restUrl() throws IOException {
        return URI.create("http://127.0.0.1:%d/api/v1".formatted(number(".port")));
    }

    boolean isReady() throws InterruptedException {
        return health().path("status").asText().equals("UP");
    }

    boolean isPublishing() throws InterruptedException {
        for (JsonNode check : health().path("checks")) {
            if (check.path("data").path("publishing").asBoolean()) {
                return true;
            }
        }
        return false;
    }

    /** What it says of itself and how much it has logged, which changes while it goes forward. */
    String state() throws InterruptedException {
        long logged = data.resolve("logs/" + name() + ".log").toFile().length();
        return logged + " bytes logged, " + health();
    }

    private JsonNode health() throws InterruptedException {
        try {
            URI uri =
                    URI.create(
                            "http://127.0.0.1:%d/health/ready"
                                    .formatted(number(".management-port")));
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            return new ObjectMapper().createObjectNode();
        }
    }

    private long number(String what) throws IOException {
        return Long.parseLong(Files.readString(data.resolve("pids/" + name() + what)).strip());
    }

    /** Sends a signal by its name, such as STOP. */
    void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
    }
}
