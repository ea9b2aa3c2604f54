package com.rescaleequity.account.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rescaleequity.account.testing.FakeCore;
import com.rescaleequity.account.testing.Sandbox;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "account_service"))
class AccountResourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @BeforeAll
    static void startCore() {
        FakeCore.shared();
    }

    @Test
    void newAccountShowsItsStartingFunds() throws Exception {
        // Given
        Sandbox account = Sandbox.open();

        // When
        JsonNode data = data(account.get("/api/v1/account"));

        // Then
        assertThat(names(data).subList(0, 5))
                .containsExactly(
                        "totalBalance",
                        "availableBalance",
                        "reservedBalance",
                        "holdings",
                        "accountId");
        assertThat(decimal(data, "totalBalance")).isEqualByComparingTo("100000");
        assertThat(data.get("accountId").asText()).isEqualTo("acc_" + account.number());
        assertThat(data.get("currency").asText()).isEqualTo("USD");
        assertThat(data.get("status").asText()).isEqualTo("active");
        assertThat(data.get("canTrade").asBoolean()).isTrue();
        assertThat(decimal(data, "makerFee")).isEqualByComparingTo("0.001");
        assertThat(decimal(data, "takerFee")).isEqualByComparingTo("0.002");
        JsonNode bitcoin = data.get("holdings").get(0);
        assertThat(names(bitcoin).subList(0, 5))
                .containsExactly("symbol", "quantity", "avgCost", "currentPrice", "unrealizedGain");
        assertThat(bitcoin.get("symbol").asText()).isEqualTo("BTC");
        assertThat(decimal(bitcoin, "quantity")).isEqualByComparingTo("1");
        assertThat(decimal(bitcoin, "avgCost")).isEqualByComparingTo("60000");
        assertThat(data.get("balances").get(0).get("asset").asText()).isEqualTo("USD");
    }

    @Test
    void holdOfAnOrderShowsAtOnceThoughTheCoreIsSlow() throws Exception {
        // Given
        Sandbox account = Sandbox.open();
        FakeCore.shared().delay(200);

        // When
        FakeCore.shared()
                .placeBuyOrder(account.number(), "BTCUSD", Units.of("50000"), Units.of("0.5"));
        JsonNode data = data(account.get("/api/v1/account"));
        FakeCore.shared().delay(0);

        // Then
        assertThat(decimal(data, "reservedBalance")).isEqualByComparingTo("25050");
        assertThat(decimal(data, "availableBalance")).isEqualByComparingTo("74950");
        assertThat(decimal(data, "totalBalance")).isEqualByComparingTo("100000");
    }

    @Test
    void coreThatDoesNotComeForwardMakesReadsUnavailableNotStale() {
        // Given
        Sandbox account = Sandbox.open();
        FakeCore.shared().delay(6000);

        // When
        FakeCore.shared().tick();
        Response answer = account.request().get("/api/v1/account");
        FakeCore.shared().delay(0);

        // Then
        answer.then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("error.code", equalTo("SERVICE_UNAVAILABLE"));
    }

    @Test
    void bothIdentitiesHoldAfterOddTrades() throws Exception {
        // Given
        Sandbox buyer = Sandbox.open();
        Sandbox seller = Sandbox.open();

        // When
        trade(buyer, seller, "45250.75", "0.12345");
        trade(buyer, seller, "45111.11", "0.00333");
        trade(seller, buyer, "45300.03", "0.07777");
        JsonNode data = data(buyer.get("/api/v1/account"));

        // Then
        assertIdentities(data);
        assertThat(decimal(data.get("holdings").get(0), "currentPrice"))
                .isEqualByComparingTo("45300.03");
    }

    @Test
    void sellDoesNotChangeTheAverageCost() throws Exception {
        // Given
        Sandbox buyer = Sandbox.open();
        Sandbox seller = Sandbox.open();
        trade(buyer, seller, "45250.75", "0.12345");
        JsonNode before = data(buyer.get("/api/v1/account")).get("holdings").get(0);

        // When
        trade(seller, buyer, "45250.75", "1.12344");
        JsonNode after = data(buyer.get("/api/v1/account")).get("holdings").get(0);

        // Then
        assertThat(decimal(after, "quantity")).isEqualByComparingTo("0.00001");
        assertThat(decimal(after, "avgCost")).isEqualByComparingTo(decimal(before, "avgCost"));
    }

    @Test
    void assetSoldToTheLastUnitIsNoHoldingAnyMore() throws Exception {
        // Given
        Sandbox buyer = Sandbox.open();
        Sandbox seller = Sandbox.open();

        // When
        trade(buyer, seller, "45250.75", "1");
        JsonNode data = data(seller.get("/api/v1/account"));

        // Then
        assertThat(data.get("holdings")).hasSize(1);
        assertThat(data.get("holdings").get(0).get("symbol").asText()).isEqualTo("ETH");
    }

    @Test
    void tradesOfOthersDoNotShow() throws Exception {
        // Given
        Sandbox stranger = Sandbox.open();
        Sandbox buyer = Sandbox.open();
        Sandbox seller = Sandbox.open();

        // When
        trade(buyer, seller, "45250.75", "0.5");
        JsonNode data = data(stranger.get("/api/v1/account"));

        // Then
        assertThat(decimal(data, "totalBalance")).isEqualByComparingTo("100000");
        assertThat(decimal(data.get("holdings").get(0), "quantity")).isEqualByComparingTo("1");
        stranger.request()
                .get("/api/v1/account/ledger")
                .then()
                .body("data.referenceId.unique()", hasSize(3))
                .body("data.type.unique()", contains("deposit"));
    }

    @Test
    void decimalsBecomeStringsOnRequest() {
        // Given
        Sandbox account = Sandbox.open();

        // When / Then
        account.request()
                .header("X-Number-Format", "string")
                .get("/api/v1/account")
                .then()
                .statusCode(200)
                .body("data.totalBalance", equalTo("100000"))
                .body("data.holdings[0].avgCost", equalTo("60000"));
    }

    @Test
    void balancesListEveryAssetOrOne() {
        // Given
        Sandbox account = Sandbox.open();

        // When / Then
        account.request()
                .get("/api/v1/account/balances")
                .then()
                .statusCode(200)
                .body("data.asset", contains("USD", "BTC", "ETH"));
        account.request()
                .get("/api/v1/account/balances?asset=btc")
                .then()
                .body("data.asset", contains("BTC"));
        account.request()
                .get("/api/v1/account/balances?asset=SOL")
                .then()
                .body("data[0].total", equalTo(0));
        account.request()
                .get("/api/v1/account/balances?asset=XYZ")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("INVALID_ASSET"))
                .body("error.details.asset", equalTo("XYZ"));
    }

    @Test
    void feesTellRatesAndTheVolumeOfThirtyDays() {
        // Given
        Sandbox buyer = Sandbox.open();
        Sandbox seller = Sandbox.open();
        trade(buyer, seller, "50000", "0.5");

        // When / Then
        buyer.request()
                .get("/api/v1/account/fees")
                .then()
                .statusCode(200)
                .body("data.tier", equalTo("standard"))
                .body("data.volume30d", equalTo(25000))
                .body("data.symbols.symbol", contains("BTCUSD", "ETHUSD", "SOLUSD"));
        buyer.request()
                .get("/api/v1/account/fees?symbol=ethusd")
                .then()
                .body("data.symbols.symbol", contains("ETHUSD"));
        buyer.request()
                .get("/api/v1/account/fees?symbol=ETHBTC")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("INVALID_SYMBOL"));
    }

    @Test
    void ledgerPagesThroughEveryLineOnce() {
        // Given
        Sandbox buyer = Sandbox.open();
        Sandbox seller = Sandbox.open();
        trade(buyer, seller, "50000", "0.1");

        // When
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Response page =
                    buyer.get(
                            "/api/v1/account/ledger?limit=2"
                                    + (cursor == null ? "" : "&cursor=" + cursor));
            seen.addAll(page.path("data.entryId"));
            cursor = page.path("pagination.nextCursor");
        } while (cursor != null);

        // Then: three deposits, base leg, quote leg, fee
        assertThat(seen).hasSize(6).doesNotHaveDuplicates();
        buyer.request()
                .get("/api/v1/account/ledger?type=fee")
                .then()
                .body("data", hasSize(1))
                .body("data[0].asset", equalTo("USD"))
                .body("data[0].amount", equalTo(-10))
                .body("data[0].balanceAfter", equalTo(94990))
                .body("data[0].timestamp", notNullValue());
        buyer.request()
                .get("/api/v1/account/ledger?sort=asc&limit=1")
                .then()
                .body("data[0].type", equalTo("deposit"));
    }

    @Test
    void ledgerRefusesBadQueries() {
        // Given
        Sandbox account = Sandbox.open();

        // When / Then
        refuses(account, "/api/v1/account/ledger?cursor=rubbish", "INVALID_CURSOR");
        refuses(account, "/api/v1/account/ledger?cursor=MTI6MTI6MTI6MTI", "INVALID_CURSOR");
        refuses(account, "/api/v1/account/ledger?limit=501", "INVALID_PARAMETER");
        refuses(account, "/api/v1/account/ledger?limit=0", "INVALID_PARAMETER");
        refuses(account, "/api/v1/account/ledger?limit=x", "INVALID_PARAMETER");
        refuses(account, "/api/v1/account/ledger?type=gift", "INVALID_PARAMETER");
        refuses(account, "/api/v1/account/ledger?startTime=2&endTime=1", "INVALID_TIME_RANGE");
        String cursor = account.get("/api/v1/account/ledger?limit=1").path("pagination.nextCursor");
        refuses(
                account,
                "/api/v1/account/ledger?limit=1&asset=USD&cursor=" + cursor,
                "INVALID_CURSOR");
        refuses(
                Sandbox.open(),
                "/api/v1/account/ledger?limit=1&cursor=" + cursor,
                "INVALID_CURSOR");
    }

    @Test
    void everyCallNeedsAKey() {
        for (String path :
                List.of(
                        "/api/v1/account",
                        "/api/v1/account/balances",
                        "/api/v1/account/fees",
                        "/api/v1/account/ledger",
                        "/api/v1/keys/current",
                        "/api/v1/wallet/deposits")) {
            given().get(path)
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", notNullValue())
                    .header("X-Request-Id", notNullValue())
                    .body("error.code", equalTo("AUTHENTICATION_REQUIRED"));
            given().header("Authorization", "Bearer rsk_unknown")
                    .get(path)
                    .then()
                    .statusCode(401)
                    .body("error.code", equalTo("INVALID_API_KEY"));
        }
    }

    @Test
    void unbuiltPathsAreNotFound() {
        // Given
        Sandbox account = Sandbox.open();

        // When / Then
        for (String path :
                List.of(
                        "/api/v1/account/trades",
                        "/api/v1/account/limits",
                        "/api/v1/account/events")) {
            account.request()
                    .get(path)
                    .then()
                    .statusCode(404)
                    .body("error.code", equalTo("NOT_FOUND"));
        }
        account.request()
                .body("{}")
                .post("/api/v1/account")
                .then()
                .statusCode(405)
                .header("Allow", notNullValue())
                .body("error.code", equalTo("METHOD_NOT_ALLOWED"));
    }

    @Test
    void keyShowsItsPropertiesButNoSecret() {
        // Given
        Sandbox account = Sandbox.open();

        // When / Then
        Response answer = account.get("/api/v1/keys/current");
        answer.then()
                .body("data.keyId", equalTo(account.keyId()))
                .body("data.label", equalTo("sandbox"))
                .body("data.scopes", contains("read", "trade"))
                .body("data.ipAllowList", hasSize(0))
                .body("data.requireSignature", equalTo(false))
                .body("data.minSignatureVersion", equalTo(1))
                .body("data.allowQueryToken", equalTo(true))
                .body("data.status", equalTo("active"))
                .body("data.lastUsedAt", nullValue());
        long life = answer.<Long>path("data.expiresAt") - answer.<Long>path("data.createdAt");
        assertThat(life).isBetween(89L * 86_400_000, 90L * 86_400_000 + 5000);
        assertThat(answer.asString()).doesNotContain(account.apiKey(), account.apiSecret());
    }

    @Test
    void keyStatesHaveTheirCodes() {
        given().header("Authorization", key(b -> b.setExpiresAt(System.currentTimeMillis() - 1000)))
                .get("/api/v1/account")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("API_KEY_EXPIRED"));
        given().header("Authorization", key(b -> b.addIpAllowList("203.0.113.7/32")))
                .get("/api/v1/account")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("IP_NOT_ALLOWED"));
        given().header(
                        "Authorization",
                        key(b ->
                                b.setAccountState(
                                        com.rescaleequity.protocol.account.AccountState
                                                .ACCOUNT_SUSPENDED)))
                .get("/api/v1/account")
                .then()
                .statusCode(200);
        given().header(
                        "Authorization",
                        key(b ->
                                b.setState(
                                        com.rescaleequity.protocol.account.KeyState.KEY_REVOKED)))
                .get("/api/v1/account")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("INVALID_API_KEY"));
    }

    private static String key(
            java.util.function.UnaryOperator<com.rescaleequity.protocol.account.KeyRecord.Builder>
                    change) {
        return TestKeys.publish(51, change, "read").bearer();
    }

    private static void refuses(Sandbox account, String path, String code) {
        account.request().get(path).then().statusCode(400).body("error.code", equalTo(code));
    }

    private static void trade(Sandbox buyer, Sandbox seller, String price, String quantity) {
        FakeCore.shared()
                .emit(books ->
                        books.trade(
                                buyer.number(),
                                seller.number(),
                                "BTCUSD",
                                Units.of(price),
                                Units.of(quantity)));
        FakeCore.shared().tick();
    }

    private static void assertIdentities(JsonNode data) {
        BigDecimal equity = decimal(data, "totalBalance");
        assertThat(decimal(data, "availableBalance").add(decimal(data, "reservedBalance")))
                .isEqualByComparingTo(decimal(data, "totalBalance"));
        for (JsonNode holding : data.get("holdings")) {
            assertThat(
                            decimal(holding, "currentPrice")
                                    .subtract(decimal(holding, "avgCost"))
                                    .multiply(decimal(holding, "quantity")))
                    .isEqualByComparingTo(decimal(holding, "unrealizedGain"));
            equity = equity.add(decimal(holding, "marketValue"));
        }
        assertThat(decimal(data, "equity")).isEqualByComparingTo(equity);
        for (JsonNode balance : data.get("balances")) {
            assertThat(decimal(balance, "available").add(decimal(balance, "reserved")))
                    .isEqualByComparingTo(decimal(balance, "total"));
        }
    }

    private static BigDecimal decimal(JsonNode node, String name) {
        return new BigDecimal(node.get(name).asText());
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode data(Response answer) throws Exception {
        return JSON.reader()
                .with(
                        com.fasterxml.jackson.databind.DeserializationFeature
                                .USE_BIG_DECIMAL_FOR_FLOATS)
                .readTree(answer.asByteArray())
                .get("data");
    }
}
