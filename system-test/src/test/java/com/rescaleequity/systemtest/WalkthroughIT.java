package com.rescaleequity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation tells people to type, typed as it stands. */
class WalkthroughIT {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```");

    @TempDir private Path folder;

    @Test
    void keysAndAWithdrawalWithCurl() throws IOException, InterruptedException {
        assumeTrue(has("curl") && has("openssl"), "curl and openssl are not both here");
        String output;
        try (RunningExchange exchange =
                RunningExchange.start(folder.resolve("data"), "--no-simulator")) {
            output = run("docs/keys-and-withdrawals.md", exchange);
        }
        assertThat(output)
                .contains("\"label\":\"grid bot\"", "\"apiSecret\":\"rss_")
                .contains("\"label\":\"cold store\"")
                .contains("\"status\":\"completed\"", "\"confirmations\":2")
                .contains("\"amount\":-0.01")
                .contains("\"token\":\"wst_")
                .doesNotContain("\"status\":\"error\"");
        assertThat(Pattern.compile("\"transferId\":\"w_").matcher(output).results().count())
                .as("the first answer, the same again, and the list of one")
                .isEqualTo(3);
    }

    private String run(String page, RunningExchange exchange)
            throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder("set -eu\n");
        Matcher blocks = BLOCK.matcher(Files.readString(RunningExchange.root().resolve(page)));
        while (blocks.find()) {
            script.append(blocks.group(1));
        }
        Path file = Files.writeString(folder.resolve("page.sh"), script);
        JsonNode account = exchange.account("demo");
        ProcessBuilder builder =
                new ProcessBuilder("bash", file.toString()).redirectErrorStream(true);
        builder.environment().put("EXCHANGE_URL", exchange.restUrl().toString());
        builder.environment().put("EXCHANGE_KEY", account.path("apiKey").asText());
        builder.environment().put("EXCHANGE_SECRET", account.path("apiSecret").asText());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static boolean has(String program) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("sh", "-c", "command -v " + program)
                        .redirectErrorStream(true)
                        .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
