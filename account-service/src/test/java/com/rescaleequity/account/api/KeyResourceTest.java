package com.rescaleequity.account.api;

import static com.rescaleequity.account.testing.Owner.name;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.rescaleequity.account.testing.Database;
import com.rescaleequity.account.testing.Owner;
import com.rescaleequity.account.testing.Sandbox;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys that an account's owner makes, changes and revokes. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "account_service"))
class KeyResourceTest {

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final String BOT =
            "\"label\":\"grid bot\",\"scopes\":[\"read\",\"trade\"],\"ipAllowList\":[\"127.0.0.0/8\"]";

    @TestHTTPResource(value = "/admin/v1/accounts", management = true)
    String accounts;

    private Owner owner;

    @BeforeEach
    void anAccount() {
        owner = Owner.open(accounts);
    }

    private Response create(String fields) {
        return create(owner, fields);
    }

    private static Response create(Owner maker, String fields) {
        return maker.sensitive("keys/create", "keys.create", name(), fields);
    }

    private Response update(String fields) {
        return owner.sensitive("keys/update", "keys.update", name(), fields);
    }

    private Response revoke(String keyId) {
        return owner.sensitive("keys/revoke", "keys.revoke", name(), "\"keyId\":\"" + keyId + "\"");
    }

    private static void refuses(Response answer, int status, String code) {
        answer.then().statusCode(status).body("error.code", equalTo(code));
    }

    @Test
    void newKeyWorksAtOnceAndItsSecretsAreShownOnce() {
        // When
        Response answer = create(BOT);

        // Then
        answer.then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("data.keyId", startsWith("k_"))
                .body("data.label", equalTo("grid bot"))
                .body("data.scopes", contains("read", "trade"))
                .body("data.ipAllowList", contains("127.0.0.0/8"))
                .body("data.requireSignature", equalTo(false))
                .body("data.minSignatureVersion", equalTo(1))
                .body("data.signatureType", equalTo("hmac-sha256"))
                .body("data.allowQueryToken", equalTo(true))
                .body("data.expiresAt", nullValue())
                .body("data.status", equalTo("active"))
                .body("data.lastUsedAt", nullValue())
                .body("data.lastUsedIp", nullValue())
                .body("data.apiKey", startsWith("rsk_"))
                .body("data.apiSecret", startsWith("rss_"));
        Owner bot = Owner.of(answer);
        bot.request()
                .get("/api/v1/keys/current")
                .then()
                .statusCode(200)
                .body("data.keyId", equalTo(bot.keyId()));
        String listed =
                owner.request()
                        .get("/api/v1/keys")
                        .then()
                        .statusCode(200)
                        .body("data.keyId", contains(owner.keyId(), bot.keyId()))
                        .extract()
                        .asString();
        assertThat(listed).doesNotContain("rsk_", "rss_", "apiSecret");
        assertThat(Database.column("SELECT detail FROM audit_record WHERE action = 'keys.create'"))
                .isNotEmpty()
                .noneMatch(detail -> detail.contains("rsk_") || detail.contains("rss_"));
    }

    @Test
    void keyThatTradesFromEverywhereLapses() {
        create("\"label\":\"a\",\"scopes\":[\"trade\"]")
                .then()
                .statusCode(200)
                .body("data.scopes", contains("read", "trade"))
                .body("data.expiresAt", notNullValue());
        create("\"label\":\"a\",\"scopes\":[\"read\"]")
                .then()
                .statusCode(200)
                .body("data.expiresAt", nullValue());
    }

    @Test
    void useOfAKeyIsSeenInItsProperties() throws InterruptedException {
        // Given
        Owner bot = Owner.of(create(BOT));

        // When
        bot.request().get("/api/v1/account").then().statusCode(200);

        // Then
        Response seen = bot.request().get("/api/v1/keys/current");
        for (int i = 0; i < 600 && seen.path("data.lastUsedAt") == null; i++) {
            Thread.sleep(50);
            seen = bot.request().get("/api/v1/keys/current");
        }
        seen.then()
                .body("data.lastUsedAt", notNullValue())
                .body("data.lastUsedIp", equalTo("127.0.0.1"));
    }

    @Test
    void repeatedCallIsAnsweredAsTheFirstAndDoesNothing() {
        // Given
        String name = name();
        Response first = owner.sensitive("keys/create", "keys.create", name, BOT);

        // When: with another time, as whoever did not get the answer would
        Response second = owner.sensitive("keys/create", "keys.create", name, BOT);

        // Then
        second.then()
                .statusCode(200)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("data.keyId", equalTo(first.path("data.keyId")))
                .body("data.apiSecret", equalTo(first.path("data.apiSecret")));
        refuses(
                owner.sensitive("keys/create", "keys.create", name, BOT.replace("grid", "other")),
                400,
                "DUPLICATE_REQUEST_ID");
        owner.request().get("/api/v1/keys").then().body("data.size()", equalTo(2));
        // The name counts for its action alone.
        owner.sensitive("keys/revoke", "keys.revoke", name, "\"keyId\":\"k_none\"")
                .then()
                .body("error.code", equalTo("KEY_NOT_FOUND"));
    }

    @Test
    void twentyCallsOfOneNameAtOnceHaveOneEffect() throws InterruptedException, ExecutionException {
        // Given
        String name = name();
        List<Future<Response>> calls = new ArrayList<>();

        // When
        try (ExecutorService callers = Executors.newFixedThreadPool(20)) {
            for (int i = 0; i < 20; i++) {
                calls.add(
                        callers.submit(
                                () -> owner.sensitive("keys/create", "keys.create", name, BOT)));
            }
        }

        // Then
        List<String> made = new ArrayList<>();
        int replayed = 0;
        for (Future<Response> call : calls) {
            Response answer = call.get();
            made.add(answer.then().statusCode(200).extract().path("data.keyId"));
            replayed += answer.header("Idempotency-Replayed") == null ? 0 : 1;
        }
        assertThat(made).containsOnly(made.getFirst());
        assertThat(replayed).isEqualTo(19);
        owner.request().get("/api/v1/keys").then().body("data.size()", equalTo(2));
    }

    @Test
    void firstAnswerIsForNobodyButTheKeyThatGotIt() {
        // Given
        Owner other =
                Owner.of(
                        create(
                                "\"label\":\"m\",\"scopes\":[\"manage\"],"
                                        + "\"ipAllowList\":[\"127.0.0.1\"]"));
        String name = name();
        owner.sensitive("keys/create", "keys.create", name, BOT).then().statusCode(200);

        // When / Then
        refuses(
                other.sensitive("keys/create", "keys.create", name, BOT),
                400,
                "DUPLICATE_REQUEST_ID");
    }

    @Test
    void idempotencyKeyIsHonouredBesideTheName() {
        // Given
        long now = System.currentTimeMillis();
        String body = Owner.body("keys.create", now, name(), BOT);
        String key = name();
        Response first =
                owner.signed(now, body)
                        .header("Idempotency-Key", key)
                        .body(body)
                        .post("/api/v1/keys/create");

        // When / Then
        owner.signed(now, body)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/keys/create")
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("data.keyId", equalTo(first.path("data.keyId")));
        String other = Owner.body("keys.create", now, name(), BOT);
        refuses(
                owner.signed(now, other)
                        .header("Idempotency-Key", key)
                        .body(other)
                        .post("/api/v1/keys/create"),
                400,
                "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void nothingIsDoneWithoutASignatureOverPurposeTimeAndName() {
        long now = System.currentTimeMillis();
        String body = Owner.body("keys.create", now, name(), BOT);
        refuses(owner.request().body(body).post("/api/v1/keys/create"), 401, "SIGNATURE_REQUIRED");
        refuses(
                owner.signed(now, body + " ").body(body).post("/api/v1/keys/create"),
                401,
                "INVALID_SIGNATURE");
        // The body of another purpose, or of none.
        refuses(owner.send("keys/revoke", now, body), 400, "INVALID_PARAMETER");
        String purposeless = body.replace("\"action\":\"keys.create\",", "");
        refuses(owner.send("keys/create", now, purposeless), 400, "MISSING_PARAMETER");
        // Another time than the header's, or none.
        refuses(owner.send("keys/create", now + 1, body), 401, "INVALID_TIMESTAMP");
        String timeless = body.replace("\"timestamp\":" + now + ",", "");
        refuses(owner.send("keys/create", now, timeless), 401, "INVALID_TIMESTAMP");
        refuses(
                owner.send(
                        "keys/create", now - 40_000, body.replace("" + now, "" + (now - 40_000))),
                401,
                "TIMESTAMP_OUT_OF_WINDOW");
        String nulled = body.replace("" + now, "null");
        refuses(owner.send("keys/create", now, nulled), 401, "INVALID_TIMESTAMP");
        // No name, or one that is none.
        for (String name : List.of("short", "x".repeat(65), "tab\\tinside")) {
            owner.send("keys/create", now, Owner.body("keys.create", now, name, BOT))
                    .then()
                    .statusCode(400)
                    .body("error.errors.field", contains("requestId"));
        }
        owner.send("keys/create", now, body.replace("requestId", "requestID"))
                .then()
                .statusCode(400)
                .body("error.errors.code", hasItem("MISSING_PARAMETER"));
        owner.request().get("/api/v1/keys").then().body("data.size()", equalTo(1));
    }

    @Test
    void keyWithoutManageSeesAndMakesNone() {
        Sandbox sandbox = Sandbox.open();
        sandbox.request()
                .get("/api/v1/keys")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("PERMISSION_DENIED"))
                .body("error.details.requiredScope", equalTo("manage"));
        Owner holder =
                new Owner(
                        "acc_" + sandbox.number(),
                        sandbox.keyId(),
                        sandbox.apiKey(),
                        sandbox.apiSecret());
        refuses(create(holder, BOT), 403, "PERMISSION_DENIED");
    }

    @Test
    void badFieldsAreAllTold() {
        create("\"scopes\":[\"fly\"],\"ipAllowList\":[\"here\"],\"expiresAt\":-1,\"colour\":1")
                .then()
                .statusCode(400)
                .body(
                        "error.errors.field",
                        contains("colour", "label", "scopes", "ipAllowList", "expiresAt"));
        create("\"label\":\"a\"").then().body("error.errors.field", contains("scopes"));
        create("\"label\":\"a\",\"scopes\":[]")
                .then()
                .body("error.errors.field", contains("scopes"));
        create("\"label\":\"a\",\"scopes\":[\"read\"],\"expiresAt\":1000")
                .then()
                .statusCode(400)
                .body("error.errors.field", contains("expiresAt"));
        for (String scope : List.of("withdraw", "manage")) {
            create("\"label\":\"a\",\"scopes\":[\"" + scope + "\"]")
                    .then()
                    .statusCode(400)
                    .body("error.code", equalTo("INVALID_PARAMETER"))
                    .body("error.errors.field", contains("ipAllowList"));
        }
    }

    @Test
    void noKeyMakesAStrongerOne() {
        // Given
        long end = System.currentTimeMillis() + DAY;
        Owner manager =
                Owner.of(
                        create(
                                "\"label\":\"m\",\"scopes\":[\"manage\"],\"expiresAt\":"
                                        + end
                                        + ",\"ipAllowList\":[\"127.0.0.0/24\",\"2001:db8::/32\"]"));

        // When / Then
        for (String wider :
                List.of(
                        "\"scopes\":[\"trade\"]",
                        "\"scopes\":[\"withdraw\"]",
                        "\"scopes\":[\"read\"],\"ipAllowList\":[]",
                        "\"scopes\":[\"read\"],\"ipAllowList\":[\"127.0.0.0/23\"]",
                        "\"scopes\":[\"read\"],\"ipAllowList\":[\"127.0.0.1\",\"10.0.0.1\"]",
                        "\"scopes\":[\"read\"],\"ipAllowList\":[\"2001:db8::/31\"]",
                        "\"scopes\":[\"read\"],\"expiresAt\":0",
                        "\"scopes\":[\"read\"],\"expiresAt\":" + (end + 1))) {
            refuses(create(manager, "\"label\":\"x\"," + wider), 403, "PERMISSION_DENIED");
        }
        create(manager, "\"label\":\"x\",\"scopes\":[\"read\"]")
                .then()
                .statusCode(200)
                .body("data.ipAllowList", contains("127.0.0.0/24", "2001:db8::/32"))
                .body("data.expiresAt", equalTo(end));
        create(
                        manager,
                        "\"label\":\"x\",\"scopes\":[\"read\",\"manage\"],\"ipAllowList\":"
                                + "[\"127.0.0.1\",\"2001:db8:1::/48\"],\"expiresAt\":"
                                + (end - 1))
                .then()
                .statusCode(200);
        refuses(
                manager.sensitive(
                        "keys/update",
                        "keys.update",
                        name(),
                        "\"keyId\":\"" + manager.keyId() + "\",\"expiresAt\":0"),
                403,
                "PERMISSION_DENIED");
    }

    @Test
    void keyIsNarrowedAndNeverGetsMoreScopes() {
        // Given
        Owner bot = Owner.of(create(BOT));
        String id = "\"keyId\":\"" + bot.keyId() + "\"";

        // When
        update(id + ",\"label\":\"reader\",\"scopes\":[\"read\"],\"requireSignature\":false")
                .then()
                .statusCode(200)
                .body("data.label", equalTo("reader"))
                .body("data.scopes", contains("read"))
                .body("data.ipAllowList", contains("127.0.0.0/8"))
                .body("data", not(hasKey("apiKey")));

        // Then
        awaitRefusal(bot, "/api/v1/sandbox/deposits", 403);
        refuses(update(id + ",\"scopes\":[\"read\",\"trade\"]"), 403, "PERMISSION_DENIED");
        refuses(update(id), 400, "NO_CHANGE");
        refuses(update(""), 400, "MISSING_PARAMETER");

        // When: it may be used from elsewhere only
        update(id + ",\"ipAllowList\":[\"203.0.113.7\"]").then().statusCode(200);

        // Then
        awaitRefusal(bot, "/api/v1/sandbox/deposits", 403);
        bot.request()
                .get("/api/v1/account")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("IP_NOT_ALLOWED"));
    }

    private static void awaitRefusal(Owner holder, String path, int status) {
        for (int i = 0; i < 100; i++) {
            Response answer = holder.request().body("{\"asset\":\"USD\",\"amount\":1}").post(path);
            if (answer.statusCode() == status) {
                return;
            }
        }
        throw new AssertionError("No " + status + " from " + path);
    }

    @Test
    void revokedKeyOpensNothingAndChangesNoMore() throws InterruptedException {
        // Given
        Owner bot = Owner.of(create(BOT));

        // When
        revoke(bot.keyId())
                .then()
                .statusCode(200)
                .body("data.status", equalTo("revoked"))
                .body("data.keyId", equalTo(bot.keyId()));

        // Then
        for (int i = 0; bot.request().get("/api/v1/account").statusCode() == 200; i++) {
            assertThat(i).isLessThan(100);
            Thread.sleep(10);
        }
        bot.request().get("/api/v1/account").then().body("error.code", equalTo("INVALID_API_KEY"));
        revoke(bot.keyId()).then().statusCode(200).body("data.status", equalTo("revoked"));
        refuses(
                update("\"keyId\":\"" + bot.keyId() + "\",\"label\":\"again\""),
                400,
                "KEY_NOT_FOUND");
        refuses(revoke("k_nothing"), 400, "KEY_NOT_FOUND");
        refuses(revoke(Owner.open(accounts).keyId()), 400, "KEY_NOT_FOUND");
    }

    @Test
    void keyThatHasRevokedItselfMakesNoOther() {
        // Given: revoked, whatever this service's copy of the keys says
        Database.run(
                "UPDATE api_key SET state = 'revoked', revoked_at = 1 WHERE key_id = '"
                        + owner.keyId()
                        + "'");

        // When / Then
        refuses(create(BOT), 401, "INVALID_API_KEY");
    }

    @Test
    void accountHasThirtyKeysAtMostAndMakesAHundredADay() {
        // Given
        long now = System.currentTimeMillis();
        copies(28, "active", now - 2 * DAY);
        create(BOT).then().statusCode(200);

        // When / Then
        create(BOT)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("KEY_LIMIT_REACHED"))
                .body("error.details.limit", equalTo(30));

        // Given
        Database.run(
                "UPDATE api_key SET state = 'revoked', revoked_at = 1 WHERE account_id = "
                        + owner.accountId().substring("acc_".length())
                        + " AND key_id <> '"
                        + owner.keyId()
                        + "'");
        create(BOT).then().statusCode(200);
        copies(97, "revoked", now);

        // When / Then
        create(BOT)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("KEY_LIMIT_REACHED"))
                .body("error.details.limit", equalTo(100))
                .body("error.message", containsString("a day"));
    }

    private void copies(int number, String state, long createdAt) {
        Database.run(
                """
                INSERT INTO api_key (key_id, account_id, label, key_hash, wrapped_secret, scopes,
                    ip_allow_list, require_signature, min_signature_version, allow_query_token,
                    expires_at, state, created_at)
                SELECT 'k_' || gen_random_uuid(), account_id, 'copy',
                    sha256(gen_random_uuid()::text::bytea), wrapped_secret, 'read', '', false, 1,
                    true, 0, '%s', %d
                FROM api_key, generate_series(1, %d) WHERE key_id = '%s'
                """
                        .formatted(state, createdAt, number, owner.keyId()));
    }

    @Test
    void ownersPrivateKeySignsWhereTheirPublicKeyIsKnown() throws GeneralSecurityException {
        // Given
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String publicKey = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        Response made =
                create(BOT + ",\"signatureType\":\"ed25519\",\"publicKey\":\"" + publicKey + "\"");
        made.then()
                .statusCode(200)
                .body("data.signatureType", equalTo("ed25519"))
                .body("data.apiSecret", nullValue());
        String body = "{\"asset\":\"USD\",\"amount\":1}";
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(body.getBytes(StandardCharsets.UTF_8));
        String signature = Base64.getEncoder().encodeToString(signer.sign());

        // When / Then
        signedDeposit(made, signature, body).then().statusCode(200);
        refuses(signedDeposit(made, signature, body.replace('1', '2')), 401, "INVALID_SIGNATURE");
        refuses(signedDeposit(made, "0".repeat(64), body), 401, "INVALID_SIGNATURE");

        // When / Then
        create(BOT + ",\"signatureType\":\"ed25519\",\"publicKey\":\"abcd\"")
                .then()
                .body("error.errors.field", contains("publicKey"));
        create(BOT + ",\"signatureType\":\"ed25519\"")
                .then()
                .body("error.code", equalTo("MISSING_PARAMETER"));
        refuses(
                create(BOT + ",\"publicKey\":\"" + publicKey + "\""),
                400,
                "CONFLICTING_PARAMETERS");
    }

    private static Response signedDeposit(Response key, String signature, String body) {
        return given().header("X-API-Key", key.<String>path("data.apiKey"))
                .header("X-API-Sign", signature)
                .header("X-Timestamp", System.currentTimeMillis())
                .body(body)
                .post("/api/v1/sandbox/deposits");
    }

    @Test
    void shortTokenIsGivenToEveryKey() {
        Sandbox sandbox = Sandbox.open();
        for (String body : List.of("{}", "")) {
            sandbox.request()
                    .body(body)
                    .post("/api/v1/ws/token")
                    .then()
                    .statusCode(200)
                    .body("data.token", startsWith("wst_"))
                    .body("data.ttlSeconds", equalTo(60))
                    .body("data.expiresAt", notNullValue());
        }
        refuses(
                sandbox.request().body("{\"x\":1}").post("/api/v1/ws/token"),
                400,
                "UNKNOWN_PARAMETER");
        refuses(given().body("{}").post("/api/v1/ws/token"), 401, "AUTHENTICATION_REQUIRED");
        Response first = keyedToken(sandbox);
        keyedToken(sandbox)
                .then()
                .header("Idempotency-Replayed", equalTo("true"))
                .body("data.token", equalTo(first.path("data.token")));
    }

    private static Response keyedToken(Sandbox sandbox) {
        return sandbox.request()
                .header("Idempotency-Key", "token-1")
                .body("{}")
                .post("/api/v1/ws/token");
    }
}
