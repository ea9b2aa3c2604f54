package com.rescaleequity.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.auth.Signatures;
import com.rescaleequity.platform.http.RawHttp.Answer;
import com.rescaleequity.platform.limits.Policy;
import com.rescaleequity.platform.limits.RateLimits;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import com.rescaleequity.protocol.account.KeyState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who calls, with what right, and how often: keys, signatures, scopes, limits. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "rate-limits", value = "true"),
        restrictToAnnotatedClass = false)
class CallerResourceTest {

    private static final String OPEN = "/api/v1/probe/open";
    private static final String PRIVATE = "/api/v1/probe/private";
    private static final String CREATE = "/api/v1/probe/orders/create";
    private static final String PLAIN_CREATE = "/api/v1/probe/plain/orders/create";
    private static final String BATCH = "/api/v1/probe/orders/create-batch";
    private static final String SENSITIVE = "/api/v1/probe/keys/create";
    private static final String ORDER = "{\"symbol\":\"BTCUSD\",\"price\":1}";
    private static final AtomicLong ACCOUNTS = new AtomicLong(900);

    @Inject RateLimits limits;
    private RawHttp http;
    private long account;

    @BeforeEach
    void connect() {
        http =
                new RawHttp(
                        ConfigProvider.getConfig()
                                .getValue("quarkus.http.test-port", Integer.class));
        account = ACCOUNTS.incrementAndGet();
    }

    @Test
    void aKeyWorksAsSoonAsItIsMade() {
        TestKey key = TestKeys.publish(account, "read");

        Answer answer = http.get(PRIVATE, bearer(key));

        assertThat(answer.json().path("data").path("account").asLong()).isEqualTo(account);
    }

    @Test
    void aRevokedKeyWorksNoLonger() throws InterruptedException {
        TestKey key =
                TestKeys.publish(account, record -> record.setState(KeyState.KEY_REVOKED), "read");

        assertRefused(http.get(PRIVATE, bearer(key)), 401, "INVALID_API_KEY");
    }

    @Test
    void aPrivateCallWithoutAKeyIsChallenged() {
        Answer answer = http.get(PRIVATE);

        assertRefused(answer, 401, "AUTHENTICATION_REQUIRED");
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"rescaleequity\", error=\"invalid_token\"");
        assertRefused(http.get("/api/v1/probe/market"), 401, "AUTHENTICATION_REQUIRED");
    }

    @Test
    void anOpenCallNeedsNoKeyButChecksOneThatIsSent() {
        assertThat(http.get(OPEN).status()).isEqualTo(200);
        assertRefused(http.get(OPEN, "Authorization: Bearer nobody"), 401, "INVALID_API_KEY");
        assertRefused(http.get(OPEN, "X-API-Key: nobody"), 401, "SIGNATURE_REQUIRED");
    }

    @Test
    void anOpenCallNeedsNoSignatureOfAKeyThatSignsEverythingElse() {
        TestKey key = TestKeys.publish(account, record -> record.setRequireSignature(true), "read");

        assertThat(http.get(OPEN, bearer(key)).status()).isEqualTo(200);
        for (String path : new String[] {PRIVATE, "/api/v1/probe/market"}) {
            assertRefused(http.get(path, bearer(key)), 401, "SIGNATURE_REQUIRED");
            assertThat(http.get(path, signed(key, "")).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "X-API-Key",
                "X-API-Sign",
                "X-Timestamp",
                "X-Recv-Window",
                "X-API-Sign-Version",
                "Idempotency-Key"
            })
    void aRepeatedSecurityHeaderIsRefused(String header) {
        assertRefused(
                http.get(OPEN, header + ": a", header.toLowerCase(java.util.Locale.ROOT) + ": a"),
                400,
                "INVALID_PARAMETER");
    }

    @ParameterizedTest
    @ValueSource(strings = {CREATE, PLAIN_CREATE})
    void aMissingScopeIs403(String create) {
        TestKey key = TestKeys.publish(account, "read");

        Answer answer = http.post(create, ORDER, bearer(key));

        assertRefused(answer, 403, "PERMISSION_DENIED");
        assertThat(answer.error().path("details").path("requiredScope").asText())
                .isEqualTo("trade");
    }

    @Test
    void aSensitiveCallNeedsASignatureOverItsExactBytes() {
        TestKey key = TestKeys.publish(account, "manage");
        String body = "{ \"action\" : \"é\" }\n";

        assertRefused(http.post(SENSITIVE, body, bearer(key)), 401, "SIGNATURE_REQUIRED");
        assertThat(http.post(SENSITIVE, body, signed(key, body)).status()).isEqualTo(200);
        assertRefused(
                http.post(SENSITIVE, body.strip(), signed(key, body)), 401, "INVALID_SIGNATURE");
    }

    @Test
    void theSignatureOfAnEmptyBodyCoversNoOtherBody() {
        // Given the constant that signs every call without a body
        TestKey key = TestKeys.publish(account, "manage");
        String[] ofNothing = signed(key, "");

        // Then it opens nothing with a body, whatever the headers say about it
        assertThat(http.post(SENSITIVE, "", ofNothing).status()).isEqualTo(200);
        assertRefused(http.post(SENSITIVE, "{\"a\":1}", ofNothing), 401, "INVALID_SIGNATURE");
        assertRefused(http.chunked(SENSITIVE, 16_384, ofNothing), 401, "INVALID_SIGNATURE");
        assertRefused(
                http.post(SENSITIVE, "{}", with(ofNothing, "Content-Type: application/json")),
                401,
                "INVALID_SIGNATURE");
    }

    @Test
    void aSignatureCoversABodyInChunks() {
        TestKey key = TestKeys.publish(account, "manage");

        assertThat(http.chunked(SENSITIVE, 49_152, signed(key, " ".repeat(49_152))).status())
                .isEqualTo(200);
    }

    @Test
    void versionTwoCoversTheTargetAsSent() {
        TestKey key = TestKeys.publish(account, "read");
        String target = PRIVATE + "?b=%20&a=1";
        String timestamp = Long.toString(System.currentTimeMillis());
        byte[] signature = Signatures.version2(secret(key), timestamp, "GET", target, new byte[0]);
        String[] headers = {
            "X-API-Key: " + key.apiKey(),
            "X-Timestamp: " + timestamp,
            "X-API-Sign-Version: 2",
            "X-API-Sign: " + HexFormat.of().formatHex(signature)
        };

        assertThat(http.get(target, headers).status()).isEqualTo(200);
        assertRefused(http.get(PRIVATE + "?a=1&b=%20", headers), 401, "INVALID_SIGNATURE");
    }

    @Test
    void anOldTimestampIsOutsideTheWindow() {
        TestKey key = TestKeys.publish(account, "read");
        String[] headers = {
            "X-API-Key: " + key.apiKey(), "X-Timestamp: 1633024800000", "X-API-Sign: 00"
        };

        Answer answer = http.get(PRIVATE, headers);

        assertRefused(answer, 401, "TIMESTAMP_OUT_OF_WINDOW");
        assertThat(answer.error().path("details").path("serverTime").asLong())
                .isGreaterThan(1633024800000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {CREATE, PLAIN_CREATE})
    void identityComesBeforeFields(String create) {
        assertRefused(
                http.post(create, "not json", "X-Number-Format: roman"),
                401,
                "AUTHENTICATION_REQUIRED");
    }

    @ParameterizedTest
    @ValueSource(strings = {CREATE, PLAIN_CREATE})
    void allProblemsOfABodyComeAtOnce(String create) {
        TestKey key = TestKeys.publish(account, "trade");

        Answer several = http.post(create, "{\"price\":\"x\",\"y\":1}", bearer(key));
        Answer one = http.post(create, "{\"symbol\":\"A\",\"price\":1e999999999}", bearer(key));

        assertRefused(several, 400, "INVALID_PARAMETER");
        assertThat(several.error().path("errors")).hasSize(3);
        assertRefused(one, 400, "INVALID_PARAMETER");
        assertRefused(http.post(create, "{\"a\":1,\"a\":1}", bearer(key)), 400, "INVALID_JSON");
        assertRefused(http.post(create, "", bearer(key)), 400, "MISSING_PARAMETER");
    }

    @ParameterizedTest
    @ValueSource(strings = {CREATE, PLAIN_CREATE})
    void everyAnswerShowsWhatIsLeft(String create) {
        TestKey key = TestKeys.publish(account, "trade");

        Answer read = http.get(PRIVATE, bearer(key));
        Answer order = http.post(create, ORDER, bearer(key));

        assertThat(read.header("RateLimit-Policy")).isEqualTo("\"account\";q=6000;w=60");
        assertThat(read.header("RateLimit")).isEqualTo("\"account\";r=5999;t=1");
        assertThat(order.header("RateLimit-Policy"))
                .isEqualTo(
                        "\"account\";q=6000;w=60, \"orders\";q=100;w=10,"
                                + " \"orders-day\";q=200000;w=86400");
        assertThat(order.header("RateLimit"))
                .matches(
                        "\"account\";r=\\d+;t=\\d, \"orders\";r=99;t=1, \"orders-day\";r=199999;t=1");
        assertThat(order.header("X-RateLimit-Limit")).isEqualTo("100");
        assertThat(order.header("X-RateLimit-Remaining")).isEqualTo("99");
        assertThat(Long.parseLong(order.header("X-RateLimit-Reset")))
                .isCloseTo(
                        System.currentTimeMillis() / 1000,
                        org.assertj.core.data.Offset.offset(10L));
    }

    @ParameterizedTest
    @ValueSource(strings = {CREATE, PLAIN_CREATE})
    void aSuccessfulOrderCostsTheAccountNothingAndARefusedOneAToken(String create) {
        // Given an account so far from full that its refill of 100 tokens a second is not cut off
        TestKey key = TestKeys.publish(account, "trade");
        String owner = Long.toString(account);
        limits.charge(Policy.ACCOUNT, owner, "standard", 5_500);

        // Then
        assertThat(costOf(create, 40, ORDER, key, owner)).isBetween(-5.0, 5.0);
        assertThat(costOf(create, 40, "{}", key, owner)).isBetween(35.0, 45.0);
    }

    /** What some orders cost their account, its refill meanwhile set off. */
    private double costOf(String create, int orders, String body, TestKey key, String owner) {
        long before = limits.peek(Policy.ACCOUNT, owner, "standard").remaining();
        long start = System.nanoTime();
        for (int i = 0; i < orders; i++) {
            http.post(create, body, bearer(key));
        }
        long after = limits.peek(Policy.ACCOUNT, owner, "standard").remaining();
        return before - after + (System.nanoTime() - start) / 1e9 * 100;
    }

    @Test
    void aPlainRouteChargesWhatItWeighsAndKnowsTheFormat() {
        TestKey key = TestKeys.publish(account, "read");

        Answer answer = http.get("/api/v1/probe/plain?numberFormat=string", bearer(key));

        assertThat(answer.body()).isEqualTo("\"1.5\"");
        assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"account\";q=6000;w=60");
        assertThat(answer.header("X-RateLimit-Remaining")).matches("599[0-5]");
        assertThat(http.get("/api/v1/probe/plain?numberFormat=roman", bearer(key)).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {CREATE, PLAIN_CREATE})
    void aValidKeyThatMayNotPaysWithItsAccount(String create) {
        String from = "X-Forwarded-For: 198.51.100.31";
        TestKey reader = TestKeys.publish(account, "read");
        TestKey elsewhere =
                TestKeys.publish(account, record -> record.addIpAllowList("192.0.2.1"), "read");

        Answer scope = http.post(create, ORDER, bearer(reader), from);
        Answer address = http.get(PRIVATE, bearer(elsewhere), from);

        assertRefused(scope, 403, "PERMISSION_DENIED");
        assertRefused(address, 403, "IP_NOT_ALLOWED");
        assertThat(scope.header("RateLimit-Policy")).isEqualTo("\"account\";q=6000;w=60");
        assertThat(address.header("RateLimit-Policy")).isEqualTo("\"account\";q=6000;w=60");
        assertThat(limits.peek(Policy.IP, "198.51.100.31", "").remaining()).isEqualTo(1200);
    }

    @Test
    void whoHasGuessedTooOftenIsNotLookedFor() {
        TestKey key = TestKeys.publish(account, "read");
        String address = "198.51.100.32";
        limits.chargeAddress(Policy.IP, address, 100_000);
        String from = "X-Forwarded-For: " + address;

        assertThat(http.get(PRIVATE, bearer(key)).status()).isEqualTo(200);
        assertRefused(http.get(PRIVATE, "Authorization: Bearer x", from), 429, "RATE_LIMITED");
        // Who has a key goes on, wherever he sits.
        assertThat(http.get(PRIVATE, bearer(key), from).status()).isEqualTo(200);
    }

    @Test
    void whoDoesNotStopIsKeptOutForAWhile() {
        String address = "198.51.100.33";
        limits.chargeAddress(Policy.IP, address, 1_000_000);
        for (int i = 0; i < 2; i++) {
            try {
                limits.take(Policy.IP, address, "", 10_800);
            } catch (com.rescaleequity.platform.errors.ApiException e) {
                assertThat(e.code().status()).isEqualTo(429);
            }
        }

        Answer answer = http.get(OPEN, "X-Forwarded-For: " + address);

        assertRefused(answer, 403, "IP_BLOCKED");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
        assertThat(answer.error().path("details").path("blockedUntil").asLong())
                .isGreaterThan(System.currentTimeMillis());
    }

    @Test
    void openingAnAccountCostsTheAddressATokenToo() {
        Answer answer = http.post("/api/v1/probe/accounts", "{}", "X-Forwarded-For: 198.51.100.34");

        assertThat(answer.header("RateLimit-Policy"))
                .isEqualTo("\"ip\";q=1200;w=60, \"sandbox-accounts\";q=5;w=3600");
        assertThat(answer.header("RateLimit")).startsWith("\"ip\";r=1199;");
    }

    @Test
    void whatAClassRequiresHoldsForItsMethods() throws NoSuchMethodException {
        assertThat(Needs.of(Guarded.class.getMethod("call")).scope()).isEqualTo(Scope.WITHDRAW);
        assertThat(Needs.of(Guarded.class.getMethod("other")).scope()).isEqualTo(Scope.TRADE);
        assertThat(Needs.of(null).scope()).isEqualTo(Scope.READ);
    }

    /** A class that says what its methods need. */
    @Requires(scope = Scope.WITHDRAW)
    static class Guarded {

        public void call() {
            // Only its annotations are looked at.
        }

        @Requires(scope = Scope.TRADE)
        public void other() {
            // Only its annotations are looked at.
        }
    }

    @Test
    void cancelsAreCountedAlikeInBothForms() {
        TestKey key = TestKeys.publish(account, "trade");

        Answer delete = http.call("DELETE", "/api/v1/probe/orders/7", "", bearer(key));
        Answer post = http.post("/api/v1/probe/orders/cancel", "{}", bearer(key));

        for (Answer answer : new Answer[] {delete, post}) {
            assertThat(answer.header("RateLimit-Policy"))
                    .isEqualTo("\"account\";q=6000;w=60, \"cancels\";q=200;w=10");
            assertThat(answer.header("X-RateLimit-Limit")).isEqualTo("200");
        }
    }

    @Test
    void aBatchCostsWhatIsInIt() {
        TestKey key = TestKeys.publish(account, "trade");

        Answer fits = http.post(BATCH, "x".repeat(70), bearer(key));
        Answer tooMuch = http.post(BATCH, "x".repeat(60), bearer(key));

        assertThat(fits.status()).isEqualTo(200);
        assertThat(fits.header("X-RateLimit-Remaining")).isEqualTo("30");
        assertRefused(tooMuch, 429, "ORDER_RATE_LIMITED");
        assertThat(tooMuch.header("RateLimit-Policy"))
                .isEqualTo("\"account\";q=6000;w=60, \"orders\";q=100;w=10");
        assertThat(tooMuch.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(Integer.parseInt(tooMuch.header("Retry-After"))).isBetween(1, 6);
        assertThat(http.post(BATCH, "x".repeat(30), bearer(key)).status()).isEqualTo(200);
    }

    @Test
    void anIdempotencyKeyIsHonouredOrRefusedButNeverIgnored() {
        TestKey key = TestKeys.publish(account, "trade");

        Answer honoured = http.post(BATCH, "x", bearer(key), "Idempotency-Key: \"a b\"");
        Answer tooLong = http.post(BATCH, "x", bearer(key), "Idempotency-Key: " + "k".repeat(65));
        Answer elsewhere = http.post(CREATE, ORDER, bearer(key), "Idempotency-Key: a");

        assertThat(honoured.json().path("data").asText()).isEqualTo("a b");
        assertThat(honoured.header("Idempotency-Replayed")).isEqualTo("true");
        assertRefused(tooLong, 400, "INVALID_PARAMETER");
        assertThat(tooLong.error().path("errors").path(0).path("field").asText())
                .isEqualTo("Idempotency-Key");
        assertRefused(elsewhere, 400, "INVALID_PARAMETER");
    }

    @Test
    void tooManySensitiveCallsAre429WithTheTimeToWait() {
        TestKey key = TestKeys.publish(account, "manage");
        limits.charge(Policy.SENSITIVE, Long.toString(account), "standard", 50);

        Answer answer = http.post(SENSITIVE, "{}", signed(key, "{}"));

        assertRefused(answer, 429, "RATE_LIMITED");
        assertThat(answer.error().path("details").path("policy").asText()).isEqualTo("sensitive");
        assertThat(answer.error().path("details").path("windowSeconds").asInt()).isEqualTo(60);
        assertThat(answer.header("Retry-After")).matches("[1-9][0-9]?");
        assertThat(answer.header("RateLimit"))
                .endsWith("\"sensitive\";r=0;t=" + answer.header("Retry-After"));
        assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo("0");
        // The account's other calls go on.
        assertThat(http.get(PRIVATE, bearer(key)).status()).isEqualTo(200);
    }

    @Test
    void whoGuessesKeysIsLimitedByAddress() {
        Answer first = http.get(PRIVATE, "X-Forwarded-For: 198.51.100.9");
        Answer other =
                http.get(PRIVATE, "Authorization: Bearer x", "X-Forwarded-For: 198.51.100.9");

        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"ip\";q=1200;w=60");
        assertThat(first.header("X-RateLimit-Remaining")).isEqualTo("1199");
        assertThat(other.header("X-RateLimit-Remaining")).isIn("1198", "1199");
    }

    @Test
    void callsByAddressCountTheAddressEvenWithAKey() {
        TestKey key = TestKeys.publish(account, "read");
        String from = "X-Forwarded-For: 198.51.100.10";
        Answer answer = null;
        for (int i = 0; i < 6; i++) {
            answer = http.post("/api/v1/probe/accounts", "{}", bearer(key), from);
        }

        assertRefused(answer, 429, "RATE_LIMITED");
        assertRefused(http.post("/api/v1/probe/accounts", "{}", from), 429, "RATE_LIMITED");
    }

    @Test
    void theClientsAddressIsTheLastForwardedOne() {
        TestKey key = TestKeys.publish(account, "read");

        Answer answer =
                http.get(
                        "/api/v1/probe/market",
                        bearer(key),
                        "X-Forwarded-For: 6.6.6.6, 198.51.100.11");

        assertThat(answer.json().path("data").path("clientIp").asText()).isEqualTo("198.51.100.11");
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }

    private static String bearer(TestKey key) {
        return "Authorization: " + key.bearer();
    }

    private static String[] signed(TestKey key, String body) {
        byte[] signature = Signatures.version1(secret(key), body.getBytes(StandardCharsets.UTF_8));
        return new String[] {
            "X-API-Key: " + key.apiKey(),
            "X-Timestamp: " + System.currentTimeMillis(),
            "X-API-Sign: " + HexFormat.of().formatHex(signature)
        };
    }

    private static String[] with(String[] headers, String another) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = another;
        return all;
    }

    private static byte[] secret(TestKey key) {
        return key.apiSecret().getBytes(StandardCharsets.UTF_8);
    }
}
