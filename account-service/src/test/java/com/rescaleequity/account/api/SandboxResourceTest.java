package com.rescaleequity.account.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.rescaleequity.account.testing.Database;
import com.rescaleequity.account.testing.FakeCore;
import com.rescaleequity.account.testing.Sandbox;
import com.rescaleequity.platform.limits.RateLimits;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "account_service"))
class SandboxResourceTest {

    private static final String DEPOSITS = "/api/v1/sandbox/deposits";

    @BeforeAll
    static void startCore() {
        FakeCore.shared();
    }

    @Test
    void anybodyGetsAnAccountThatWorksAtOnce() {
        // When
        Response answer =
                given().header("X-Forwarded-For", "198.51.100.7")
                        .body("{\"label\":\"my bot\"}")
                        .post("/api/v1/sandbox/accounts");

        // Then
        answer.then()
                .statusCode(200)
                .body("data.accountId", matchesPattern("acc_[0-9]+"))
                .body("data.label", equalTo("my bot"))
                .body("data.keyId", matchesPattern("k_[a-z2-7]{16}"))
                .body("data.apiKey", matchesPattern("rsk_[A-Za-z0-9_-]{43}"))
                .body("data.apiSecret", matchesPattern("rss_[A-Za-z0-9_-]{43}"))
                .body("data.scopes", contains("read", "trade"));
        given().header("Authorization", "Bearer " + answer.path("data.apiKey"))
                .get("/api/v1/account")
                .then()
                .statusCode(200)
                .body("data.availableBalance", equalTo(100000))
                .body("data.holdings.symbol", contains("BTC", "ETH"))
                .body("data.holdings.quantity", contains(1, 10));
        assertThat(
                        Database.column(
                                "SELECT actor || ' ' || action || ' ' || from_address FROM"
                                        + " audit_record WHERE subject = '"
                                        + answer.path("data.accountId")
                                        + "'"))
                .containsExactly("sandbox accounts.create 198.51.100.7");
        assertThat(Database.column("SELECT detail FROM audit_record").toString())
                .doesNotContain("rsk_", "rss_");
    }

    @Test
    void databaseHoldsNoKeyAndNoSecret() {
        // Given
        Sandbox account = Sandbox.open();

        // When
        String rows =
                Database.column("SELECT api_key::text FROM api_key").toString()
                        + Database.column("SELECT encode(payload, 'escape') FROM outbox_message");

        // Then
        assertThat(rows)
                .contains(account.keyId())
                .doesNotContain(account.apiKey(), account.apiSecret());
    }

    @Test
    void accountWithoutBodyOrTypeIsFine() throws Exception {
        // Given
        HttpRequest bare =
                HttpRequest.newBuilder(
                                URI.create(RestAssured.baseURI + ":" + RestAssured.port)
                                        .resolve("/api/v1/sandbox/accounts"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();

        // When
        HttpResponse<String> answer;
        try (HttpClient client = HttpClient.newHttpClient()) {
            answer = client.send(bare, HttpResponse.BodyHandlers.ofString());
        }

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"label\":\"sandbox\"");
    }

    @Test
    void accountRefusesBadBodies() {
        refusesAccount("{\"label\":1}", "INVALID_PARAMETER");
        refusesAccount("{\"label\":\"" + "x".repeat(65) + "\"}", "INVALID_PARAMETER");
        refusesAccount("{\"label\":\" \"}", "INVALID_PARAMETER");
        refusesAccount("{\"lable\":\"x\"}", "UNKNOWN_PARAMETER");
        refusesAccount("{\"label\":\"a\",\"label\":\"b\"}", "INVALID_JSON");
        refusesAccount("[]", "INVALID_JSON");
        refusesAccount("{", "INVALID_JSON");
    }

    @Test
    void bodiesAreLimitedAndMustBeJson() {
        given().body("{\"label\":\"" + "x".repeat(70_000) + "\"}")
                .post("/api/v1/sandbox/accounts")
                .then()
                .statusCode(413)
                .body("error.code", equalTo("PAYLOAD_TOO_LARGE"));
        given().contentType("application/xml")
                .body("<label/>")
                .post("/api/v1/sandbox/accounts")
                .then()
                .statusCode(415)
                .body("error.code", equalTo("UNSUPPORTED_MEDIA_TYPE"));
    }

    @Test
    void accountThatIsNotFundedInTimeIsAnsweredAsPendingAndOpenedOnce() {
        // Given
        FakeCore.shared().delay(5500);
        long before = accounts();

        // When
        Response answer = open("slow-opening", "{}");
        FakeCore.shared().delay(0);

        // Then: what was committed is told
        answer.then()
                .statusCode(200)
                .body("data.pending", equalTo(true))
                .body("data.apiKey", matchesPattern("rsk_[A-Za-z0-9_-]{43}"));

        // When / Then
        Response again = open("slow-opening", "{}");
        while (again.path("data.pending") != null) {
            again = open("slow-opening", "{}");
        }
        again.then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body("data.accountId", equalTo(answer.path("data.accountId")))
                .body("data.apiSecret", equalTo(answer.path("data.apiSecret")));
        given().header("Authorization", "Bearer " + again.path("data.apiKey"))
                .get("/api/v1/account")
                .then()
                .body("data.availableBalance", equalTo(100000));
        assertThat(accounts()).isEqualTo(before + 1);
        open("slow-opening", "{\"label\":\"other\"}")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("IDEMPOTENCY_KEY_REUSED"));
        assertThat(Database.column("SELECT encode(answer, 'escape') FROM first_answer").toString())
                .doesNotContain(again.<String>path("data.apiSecret"));
    }

    @Test
    void repeatedDepositIsMadeOnce() {
        // Given
        Sandbox account = Sandbox.open();

        // When
        Response first = keyedDeposit(account, "once", "{\"asset\":\"USD\",\"amount\":7}");
        Response second = keyedDeposit(account, "once", "{\"asset\":\"USD\",\"amount\":7}");

        // Then
        first.then().statusCode(200).header("Idempotency-Replayed", nullValue());
        second.then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body("data", equalTo(first.path("data")));
        keyedDeposit(account, "once", "{\"asset\":\"USD\",\"amount\":8}")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("IDEMPOTENCY_KEY_REUSED"));
        keyedDeposit(Sandbox.open(), "once", "{\"asset\":\"USD\",\"amount\":8}")
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", nullValue());
    }

    @Test
    void depositThatTheCoreRefusesFails() throws Exception {
        // Given
        Sandbox account = Sandbox.open();
        FakeCore.shared().refuse(true);

        // When
        account.request().body("{\"asset\":\"USD\",\"amount\":7}").post(DEPOSITS);
        Response listed = account.get("/api/v1/wallet/deposits?limit=1");
        while (listed.path("data[0].status").equals("pending")) {
            Thread.sleep(50);
            listed = account.get("/api/v1/wallet/deposits?limit=1");
        }
        FakeCore.shared().refuse(false);

        // Then
        listed.then()
                .body("data[0].status", equalTo("failed"))
                .body("data[0].statusReason", equalTo("refused"));
        account.request()
                .get("/api/v1/wallet/deposits?status=failed")
                .then()
                .body("data", hasSize(1));
    }

    @Test
    void sandboxOpensTwoHundredAccountsAnHourOverAllAddresses() {
        // Given: as after 200 openings from as many networks
        Sandbox.open();
        Database.run(
                "INSERT INTO account (account_id, label, tier, status, created_at, sandbox)"
                        + " SELECT 9000000 + n, 'x', 'standard', 'active', "
                        + System.currentTimeMillis()
                        + ", true FROM generate_series(1, 200) n");
        QuarkusMock.installMockForType(
                new RateLimits(Clock.systemUTC(), true, 1, 1), RateLimits.class);

        // When / Then
        given().header("X-Forwarded-For", "192.0.2.77")
                .body("{}")
                .post("/api/v1/sandbox/accounts")
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("error.details.policy", equalTo("sandbox-accounts"))
                .body("error.details.limit", equalTo(200));
        Database.run("UPDATE account SET created_at = 1 WHERE account_id > 9000000");
        given().header("X-Forwarded-For", "192.0.2.77")
                .body("{}")
                .post("/api/v1/sandbox/accounts")
                .then()
                .statusCode(200);
    }

    @Test
    void sandboxHandsOutAHundredThousandAccountsAtMost() {
        // Given: one account more would be too many
        Sandbox.open();
        long there =
                Long.parseLong(
                        Database.column("SELECT count(*) FROM account WHERE sandbox").getFirst());
        Database.run(
                "INSERT INTO account (account_id, label, tier, status, created_at, sandbox)"
                        + " SELECT 8000000 + n, 'x', 'standard', 'active', 1, true"
                        + " FROM generate_series(1, "
                        + (100_000 - there)
                        + ") n");
        QuarkusMock.installMockForType(
                new RateLimits(Clock.systemUTC(), true, 1, 1), RateLimits.class);

        // When / Then
        try {
            given().header("X-Forwarded-For", "192.0.2.78")
                    .body("{}")
                    .post("/api/v1/sandbox/accounts")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "3600")
                    .body("error.message", containsString("all of its accounts"));
            Database.run("DELETE FROM account WHERE account_id = 8000001");
            given().header("X-Forwarded-For", "192.0.2.78")
                    .body("{}")
                    .post("/api/v1/sandbox/accounts")
                    .then()
                    .statusCode(200);
        } finally {
            Database.run("DELETE FROM account WHERE account_id BETWEEN 8000000 AND 8999999");
        }
    }

    private static Response open(String key, String body) {
        return given().header("Idempotency-Key", key).body(body).post("/api/v1/sandbox/accounts");
    }

    private static Response keyedDeposit(Sandbox account, String key, String body) {
        return account.request().header("Idempotency-Key", key).body(body).post(DEPOSITS);
    }

    private static long accounts() {
        return Long.parseLong(Database.column("SELECT count(*) FROM account").getFirst());
    }

    @Test
    void keyWhoseAccountIsUnknownIsNotValid() {
        TestKeys.TestKey key = TestKeys.publish(999_999, "read", "trade");
        given().header("Authorization", key.bearer())
                .body("{\"asset\":\"USD\",\"amount\":1}")
                .post(DEPOSITS)
                .then()
                .statusCode(401)
                .body("error.code", equalTo("INVALID_API_KEY"));
    }

    @Test
    void depositIsPendingAndCreditedAfterASecond() throws Exception {
        // Given
        Sandbox account = Sandbox.open();

        // When
        Response made =
                account.request().body("{\"asset\":\"usd\",\"amount\":2500.25}").post(DEPOSITS);

        // Then
        made.then()
                .statusCode(200)
                .body("data.transferId", matchesPattern("d_[0-9]+"))
                .body("data.type", equalTo("deposit"))
                .body("data.asset", equalTo("USD"))
                .body("data.network", equalTo("sandbox-bank"))
                .body("data.amount", equalTo(2500.25f))
                .body("data.fee", equalTo(0))
                .body("data.netAmount", equalTo(2500.25f))
                .body("data.status", equalTo("pending"))
                .body("data.completedAt", nullValue())
                .body("data.txId", nullValue());
        account.request()
                .get("/api/v1/wallet/deposits?limit=1")
                .then()
                .body("data[0].transferId", equalTo(made.path("data.transferId")));
        Response listed = awaitCompleted(account);
        listed.then()
                .body("data[0].status", equalTo("completed"))
                .body("data[0].completedAt", notNullValue())
                .body("data[0].txId", notNullValue());
        long waited =
                listed.<Long>path("data[0].completedAt") - listed.<Long>path("data[0].createdAt");
        assertThat(waited).isBetween(990L, 20_000L);
        account.request()
                .get("/api/v1/account")
                .then()
                .body("data.totalBalance", equalTo(102500.25f));
    }

    @Test
    void depositsListFiltersAndPages() throws Exception {
        // Given
        Sandbox account = Sandbox.open();
        account.request().body("{\"asset\":\"SOL\",\"amount\":\"0.00000001\"}").post(DEPOSITS);
        awaitCompleted(account);

        // When / Then
        account.request()
                .get("/api/v1/wallet/deposits")
                .then()
                .body("data.asset", contains("SOL", "ETH", "BTC", "USD"))
                .body("pagination.hasMore", equalTo(false));
        account.request().get("/api/v1/wallet/deposits?asset=sol").then().body("data", hasSize(1));
        account.request()
                .get("/api/v1/wallet/deposits?status=pending")
                .then()
                .body("data", hasSize(0));
        account.request()
                .get("/api/v1/wallet/deposits?status=canceled")
                .then()
                .body("data", hasSize(0));
        Response first = account.get("/api/v1/wallet/deposits?limit=3&sort=asc");
        first.then()
                .body("data.asset", contains("USD", "BTC", "ETH"))
                .body("pagination.hasMore", equalTo(true));
        account.request()
                .get(
                        "/api/v1/wallet/deposits?limit=3&sort=asc&cursor="
                                + first.path("pagination.nextCursor"))
                .then()
                .body("data.asset", contains("SOL"))
                .body("pagination.nextCursor", nullValue());
        for (String bad : List.of("asset=XYZ", "status=lost", "cursor=1", "limit=501")) {
            account.request().get("/api/v1/wallet/deposits?" + bad).then().statusCode(400);
        }
        Sandbox.open()
                .request()
                .get("/api/v1/wallet/deposits?asset=SOL")
                .then()
                .body("data", hasSize(0));
    }

    @Test
    void depositTellsEverythingThatIsWrongAtOnce() {
        // Given
        Sandbox account = Sandbox.open();

        // When / Then
        account.request()
                .body("{\"asset\":\"XYZ\",\"amount\":-1,\"colour\":\"red\"}")
                .post(DEPOSITS)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("INVALID_PARAMETER"))
                .body("error.errors.field", contains("colour", "asset", "amount"))
                .body(
                        "error.errors.code",
                        contains("UNKNOWN_PARAMETER", "INVALID_ASSET", "INVALID_PARAMETER"));
        refuses(account, "{}", "INVALID_PARAMETER");
        refuses(account, "{\"asset\":\"USD\"}", "MISSING_PARAMETER");
        refuses(account, "{\"amount\":1}", "MISSING_PARAMETER");
        refuses(account, "{\"asset\":\"XYZ\",\"amount\":1}", "INVALID_ASSET");
        refuses(account, "{\"asset\":\"USD\",\"amount\":0}", "INVALID_PARAMETER");
        refuses(account, "{\"asset\":\"USD\",\"amount\":1.001}", "INVALID_PARAMETER");
        refuses(account, "{\"asset\":\"BTC\",\"amount\":0.000000001}", "INVALID_PARAMETER");
        refuses(account, "{\"asset\":\"BTC\",\"amount\":1e999999999}", "INVALID_PARAMETER");
        refuses(
                account,
                "{\"asset\":\"BTC\",\"amount\":" + "1".repeat(41) + "}",
                "INVALID_PARAMETER");
        refuses(account, "{\"asset\":\"BTC\",\"amount\":\"01\"}", "INVALID_PARAMETER");
        refuses(account, "{\"asset\":\"BTC\",\"amount\":99999999999}", "INVALID_PARAMETER");
        refuses(account, "{\"asset\":\"BTC\",\"amount\":[1]}", "INVALID_PARAMETER");
        refuses(account, "{\"asset\":\"USD\",\"amount\":1,\"amount\":2}", "INVALID_JSON");
    }

    @Test
    void depositForgivesBinaryNoiseInANumber() {
        // Given
        Sandbox account = Sandbox.open();

        // When / Then
        account.request()
                .body("{\"asset\":\"USD\",\"amount\":2706.9300000000003}")
                .post(DEPOSITS)
                .then()
                .statusCode(200)
                .body("data.amount", equalTo(2706.93f));
        refuses(
                account,
                "{\"asset\":\"USD\",\"amount\":\"2706.9300000000003\"}",
                "INVALID_PARAMETER");
    }

    @Test
    void depositNeedsTheTradeScope() {
        given().header("Authorization", TestKeys.publish(51, "read").bearer())
                .body("{\"asset\":\"USD\",\"amount\":1}")
                .post(DEPOSITS)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("PERMISSION_DENIED"))
                .body("error.details.requiredScope", equalTo("trade"));
    }

    @Test
    void depositsOfADayAreWorthAMillionAtMost() {
        // Given: the request limits are off here
        Sandbox account = Sandbox.open();

        // When / Then: 999,999.99 USD leave one cent; a BTC is worth far more
        account.request()
                .body("{\"asset\":\"USD\",\"amount\":999999.99}")
                .post(DEPOSITS)
                .then()
                .statusCode(200);
        account.request()
                .body("{\"asset\":\"BTC\",\"amount\":1}")
                .post(DEPOSITS)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("INVALID_PARAMETER"))
                .body("error.errors[0].field", equalTo("amount"))
                .body("error.details.remaining24h", equalTo(0.01f));
        account.request()
                .body("{\"asset\":\"USD\",\"amount\":0.01}")
                .post(DEPOSITS)
                .then()
                .statusCode(200);
        account.request()
                .body("{\"asset\":\"USD\",\"amount\":0.01}")
                .post(DEPOSITS)
                .then()
                .statusCode(400);
    }

    @Test
    void anAddressGetsFiveAccountsAnHour() {
        // Given
        QuarkusMock.installMockForType(
                new RateLimits(Clock.systemUTC(), true, 1, 1), RateLimits.class);

        // When / Then
        for (int i = 0; i < 5; i++) {
            given().header("X-Forwarded-For", "192.0.2.1")
                    .body("{}")
                    .post("/api/v1/sandbox/accounts")
                    .then()
                    .statusCode(200);
        }
        given().header("X-Forwarded-For", "192.0.2.1")
                .body("{}")
                .post("/api/v1/sandbox/accounts")
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("error.code", equalTo("RATE_LIMITED"))
                .body("error.details.policy", equalTo("sandbox-accounts"));
    }

    private static Response awaitCompleted(Sandbox account) throws InterruptedException {
        for (int i = 0; ; i++) {
            Response listed = account.get("/api/v1/wallet/deposits?limit=1");
            if (listed.path("data[0].status").equals("completed")) {
                return listed;
            }
            assertThat(i).isLessThan(1800);
            Thread.sleep(100);
        }
    }

    private static void refusesAccount(String body, String code) {
        given().body(body)
                .post("/api/v1/sandbox/accounts")
                .then()
                .statusCode(400)
                .body("error.code", equalTo(code));
    }

    private static void refuses(Sandbox account, String body, String code) {
        account.request()
                .body(body)
                .post(DEPOSITS)
                .then()
                .statusCode(400)
                .body("error.code", equalTo(code));
    }
}
