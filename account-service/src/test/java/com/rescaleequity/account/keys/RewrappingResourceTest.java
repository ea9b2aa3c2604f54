package com.rescaleequity.account.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.rescaleequity.account.testing.Database;
import com.rescaleequity.account.testing.Owner;
import com.rescaleequity.platform.auth.SecretVault;
import com.rescaleequity.platform.auth.WrappingKeys;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An older wrapping key gives way to the newest while everything runs. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "account_service"))
class RewrappingResourceTest {

    private static final String BOT =
            "\"label\":\"bot\",\"scopes\":[\"read\"],\"ipAllowList\":[\"127.0.0.1\"]";

    @TestHTTPResource(value = "/admin/v1/accounts", management = true)
    String accounts;

    @Inject Rewrapping rewrapping;
    @Inject SecretVault vault;
    @TempDir Path folder;

    @Test
    void whatAnOlderKeyHasWrappedIsWrappedUnderTheNewest() throws Throwable {
        // Given
        Owner owner = Owner.open(accounts);
        String name = Owner.name();
        Response first = owner.sensitive("keys/create", "keys.create", name, BOT);
        SecretVault older = olderVault();
        long account = Long.parseLong(owner.accountId().substring("acc_".length()));
        put(
                "api_key SET wrapped_secret",
                older.wrap(owner.apiSecret(), owner.keyId(), account),
                "key_id = '" + owner.keyId() + "'");
        String subject = "account " + account + " keys.create " + name;
        String row = "owner = 'account " + account + " keys.create'";
        byte[] kept =
                HexFormat.of()
                        .parseHex(
                                Database.column(
                                                "SELECT encode(answer, 'hex') FROM first_answer"
                                                        + " WHERE "
                                                        + row)
                                        .getFirst());
        String text = new String(vault.unwrap(kept, subject, 0), StandardCharsets.UTF_8);
        put("first_answer SET answer", older.wrap(text, subject, 0), row);

        // When
        Rewrapping.Rewrapped done = VertxContextSupport.subscribeAndAwait(rewrapping::all);

        // Then
        assertThat(done).isEqualTo(new Rewrapping.Rewrapped(1, 1, 0));
        assertThat(VertxContextSupport.subscribeAndAwait(rewrapping::all))
                .isEqualTo(new Rewrapping.Rewrapped(0, 0, 0));
        owner.sensitive("keys/create", "keys.create", name, BOT)
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("data.apiSecret", equalTo(first.path("data.apiSecret")));
    }

    private SecretVault olderVault() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("older.key"), ExchangeInfrastructure.OLDER_WRAPPING_KEY);
        return new SecretVault(new WrappingKeys(file.toString()));
    }

    private static void put(String what, byte[] bytes, String where) {
        Database.run(
                "UPDATE %s = decode('%s', 'hex') WHERE %s"
                        .formatted(what, HexFormat.of().formatHex(bytes), where));
    }
}
