package com.rescaleequity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the samples: the published ones with only host and key replaced, and our own. */
class PublishedSamplesIT {

    private static final String AXIOS = "axios@1.13.2";

    @TempDir private static Path folder;

    private static RunningExchange exchange;
    private static String key;
    private static String secret;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        exchange = RunningExchange.start(folder.resolve("data"), "--no-simulator");
        JsonNode demo = exchange.account("demo");
        key = demo.path("apiKey").asText();
        secret = demo.path("apiSecret").asText();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        assertThat(exchange.stop()).isEqualTo(RunningExchange.ENDED_BY_SIGTERM);
    }

    @Test
    void thePublishedPythonSampleReadsTickers() throws IOException, InterruptedException {
        String sample = published("import requests", "const axios");
        String output = run(python(), write("published.py", sample));
        assertThat(output).contains("'status': 'success'").contains("BTCUSD");
    }

    @Test
    void thePublishedJavaScriptSamplePlacesAnOrder() throws IOException, InterruptedException {
        String sample = published("const axios", "For API support");
        installAxios();
        String output = run("node", write("published.js", sample));
        assertThat(output).contains("status: 'success'").contains("orderId");
    }

    @Test
    void ourPythonSampleRuns() throws IOException, InterruptedException {
        String output = run(python(), sample("tickers_and_order.py"));
        assertThat(output).contains("BTCUSD").contains("cancelled user_request");
    }

    @Test
    void ourJavaScriptSampleRuns() throws IOException, InterruptedException {
        installAxios();
        Path copy = folder.resolve("tickers_and_order.js");
        Files.writeString(copy, Files.readString(sample("tickers_and_order.js")));
        String output = run("node", copy);
        assertThat(output).contains("BTCUSD").contains("cancelled user_request");
    }

    private static Path sample(String name) {
        return RunningExchange.root().resolve("docs/samples").resolve(name);
    }

    /**
     * The published documentation's text from one line on to another, with host and key replaced.
     */
    private static String published(String from, String to) throws IOException {
        Path recorded = RunningExchange.recordedMarkets();
        assumeTrue(recorded != null, "the published documentation is not beside this checkout");
        Path file = recorded.resolveSibling("published-api.txt");
        assumeTrue(Files.exists(file), "the published documentation is not beside this checkout");
        String text = Files.readString(file);
        int begin = text.indexOf(from);
        String sample = text.substring(begin, text.indexOf(to, begin));
        return sample.replace("https://api.rescaleequity.com/api/v1", exchange.restUrl().toString())
                .replace("YOUR_API_KEY", key);
    }

    private static Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static void installAxios() throws IOException, InterruptedException {
        if (!Files.isDirectory(folder.resolve("node_modules/axios"))) {
            runCommand(List.of("npm", "install", "--silent", "--no-audit", "--no-fund", AXIOS));
        }
    }

    private static String python() throws IOException, InterruptedException {
        for (String candidate : List.of("python3", "/usr/bin/python3")) {
            try {
                runCommand(List.of(candidate, "-c", "import requests"));
                return candidate;
            } catch (IOException | AssertionError e) {
                assertThat(e).as("the next candidate may have it").isNotNull();
            }
        }
        throw new AssertionError(
                "No Python with the package requests: apt-get install python3-requests");
    }

    private static String run(String program, Path script)
            throws IOException, InterruptedException {
        return runCommand(List.of(program, script.toString()));
    }

    private static String runCommand(List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "EXCHANGE_URL", exchange.restUrl().toString(),
                                "EXCHANGE_KEY", key,
                                "EXCHANGE_SECRET", secret));
        Process process = builder.start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
