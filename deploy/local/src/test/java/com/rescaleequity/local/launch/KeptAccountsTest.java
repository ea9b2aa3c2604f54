package com.rescaleequity.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptAccountsTest {

    @TempDir Path folder;

    private final AtomicInteger made = new AtomicInteger(50);

    private KeptAccount make(AccountPlan plan) {
        int number = made.incrementAndGet();
        return new KeptAccount(
                plan.label(), "acc_" + number, "rsk_" + number, "rss_" + number, plan.scopes());
    }

    @Test
    void accountIsMadeOnceAndKnownAfterRestart() throws Exception {
        // Given
        Path file = folder.resolve("accounts.json");
        KeptAccount first = KeptAccounts.in(file).ensure(AccountPlan.DEMO, this::make);

        // When
        KeptAccount again = KeptAccounts.in(file).ensure(AccountPlan.DEMO, this::make);

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(made).hasValue(51);
    }

    @Test
    void credentialsFileHasPublishedShapeAndOnlyPublicAccounts() throws Exception {
        // Given
        KeptAccounts accounts = KeptAccounts.in(folder.resolve("accounts.json"));
        accounts.ensure(AccountPlan.program("simulator-maker"), this::make);
        accounts.ensure(AccountPlan.DEMO, this::make);
        accounts.ensure(AccountPlan.MAKER, this::make);
        Path file = folder.resolve("sub/credentials.json");

        // When
        accounts.writeCredentials(file, "http://127.0.0.1:8080/api/v1", "ws://127.0.0.1:8080/ws");

        // Then
        JsonNode expected =
                new ObjectMapper()
                        .readTree(
                                """
                                {"restUrl":"http://127.0.0.1:8080/api/v1",
                                 "streamUrl":"ws://127.0.0.1:8080/ws",
                                 "accounts":[
                                  {"label":"demo","accountId":"acc_52","apiKey":"rsk_52",
                                   "apiSecret":"rss_52","scopes":["read","trade","withdraw","manage"]},
                                  {"label":"maker","accountId":"acc_53","apiKey":"rsk_53",
                                   "apiSecret":"rss_53","scopes":["read","trade","withdraw","manage"]}]}
                                """);
        assertThat(new ObjectMapper().readTree(Files.readString(file))).isEqualTo(expected);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
