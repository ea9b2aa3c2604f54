package com.rescaleequity.account.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.rescaleequity.account.testing.Database;
import com.rescaleequity.account.testing.FakeCore;
import com.rescaleequity.account.testing.Operators;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "account_service"))
class AdminRoutesResourceTest {

    @TestHTTPResource(value = "/admin/v1/accounts", management = true)
    String accounts;

    @TestHTTPResource(value = "/health/ready", management = true)
    String ready;

    @BeforeAll
    static void startCore() {
        FakeCore.shared();
    }

    @Test
    void operatorOpensAnAccountWithFunds() {
        // When
        Response answer =
                given().header("Authorization", "Bearer " + ExchangeInfrastructure.OPERATOR_KEY)
                        .body(
                                Operators.change(
                                        """
                                        {"label":"demo","tier":"market-maker",
                                         "scopes":["read","trade","withdraw","manage"],
                                         "balances":{"USD":250000,"BTC":2.5,"ETH":20},"expiresAt":0}\
                                        """))
                        .post(accounts);

        // Then
        answer.then()
                .statusCode(200)
                .header("X-Request-Id", notNullValue())
                .header("Cache-Control", equalTo("no-store"))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Access-Control-Allow-Origin", nullValue())
                .body("status", equalTo("success"))
                .body("data.scopes", contains("read", "trade", "withdraw", "manage"));
        String bearer = "Bearer " + answer.path("data.apiKey");
        given().header("Authorization", bearer)
                .get("/api/v1/account")
                .then()
                .statusCode(200)
                .body("data.accountId", equalTo(answer.path("data.accountId")))
                .body("data.totalBalance", equalTo(250000))
                .body("data.holdings[0].quantity", equalTo(2.5f));
        given().header("Authorization", bearer)
                .get("/api/v1/keys/current")
                .then()
                .body("data.expiresAt", nullValue())
                .body("data.label", equalTo("demo"));
        assertThat(
                        Database.column(
                                "SELECT tier FROM account WHERE 'acc_' || account_id = '"
                                        + answer.path("data.accountId")
                                        + "'"))
                .containsExactly("market-maker");
        assertThat(
                        Database.column(
                                "SELECT actor || ' ' || action || ' ' || detail FROM audit_record"
                                        + " WHERE subject = '"
                                        + answer.path("data.accountId")
                                        + "'"))
                .singleElement()
                .asString()
                .startsWith("tester accounts.create {\"label\":\"demo\"")
                .contains("250000")
                .doesNotContain("rsk_");
    }

    @Test
    void nobodyElseIsLetIn() {
        given().body("{\"label\":\"x\"}")
                .post(accounts)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", notNullValue())
                .header("Cache-Control", equalTo("no-store"))
                .body("error.code", equalTo("AUTHENTICATION_REQUIRED"))
                .body("error.requestId", notNullValue());
        given().header("Authorization", "Bearer wrong")
                .body("{\"label\":\"x\"}")
                .post(accounts)
                .then()
                .statusCode(401)
                .body("error.code", equalTo("INVALID_API_KEY"));
        given().header("Authorization", "Bearer " + ExchangeInfrastructure.OPERATOR_KEY)
                .body("{\"label\":\"x\"}")
                .post("/admin/v1/accounts")
                .then()
                .statusCode(404);
    }

    @Test
    void badBodiesAreRefusedWithAllTheirProblems() {
        post("{\"tier\":\"vip\",\"scopes\":[\"fly\"],\"balances\":{\"USD\":-1},\"x\":1}")
                .statusCode(400)
                .body("error.code", equalTo("INVALID_PARAMETER"))
                .body(
                        "error.errors.field",
                        contains("x", "label", "tier", "scopes", "balances.USD"));
        post("{}").statusCode(400).body("error.code", equalTo("MISSING_PARAMETER"));
        post("{\"label\":\"x\",\"balances\":{\"DOGE\":1}}")
                .statusCode(400)
                .body("error.code", equalTo("INVALID_ASSET"));
        post("nonsense").statusCode(400).body("error.code", equalTo("INVALID_JSON"));
    }

    @Test
    void accountWithoutFundsIsOpenedToo() {
        post("{\"label\":\"empty\"}").statusCode(200);
    }

    @Test
    void operatorGivesAnAccountAnotherFeeTier() {
        // Given
        Response opened = post("{\"label\":\"fees\"}").extract().response();
        String account = opened.path("data.accountId");
        String bearer = "Bearer " + opened.path("data.apiKey");
        given().header("Authorization", bearer)
                .get("/api/v1/account/fees?symbol=BTCUSD")
                .then()
                .body("data.tier", equalTo("standard"))
                .body("data.symbols[0].takerFee", equalTo(0.002f));

        // When
        ValidatableResponse set = postFees("{\"accountId\":\"" + account + "\",\"tier\":\"VIP\"}");

        // Then
        set.statusCode(200)
                .body("data.accountId", equalTo(account))
                .body("data.tier", equalTo("vip"))
                .body("data.makerShare", equalTo(0.5f))
                .body("data.pending", equalTo(false));
        given().header("Authorization", bearer)
                .get("/api/v1/account/fees?symbol=BTCUSD")
                .then()
                .body("data.tier", equalTo("vip"))
                .body("data.makerFee", equalTo(0.0005f))
                .body("data.symbols[0].makerFee", equalTo(0.0005f))
                .body("data.symbols[0].takerFee", equalTo(0.0016f));
        given().header("Authorization", bearer)
                .get("/api/v1/account")
                .then()
                .body("data.feeTier", equalTo("vip"))
                .body("data.takerFee", equalTo(0.0016f));
        assertThat(
                        Database.column(
                                "SELECT actor || ' ' || action || ' ' || detail FROM audit_record"
                                        + " WHERE action = 'accounts.fees' AND subject = '"
                                        + account
                                        + "'"))
                .containsExactly(
                        "tester accounts.fees {\"before\":\"standard\",\"tier\":\"vip\","
                                + "\"makerShare\":0.5,\"takerShare\":0.8}");
    }

    @Test
    void feesAreAssignedOnlyToAccountsAndFromTiersThatThereAre() {
        postFees("{\"accountId\":\"51\",\"tier\":\"gold\",\"x\":1}")
                .statusCode(400)
                .body("error.errors.field", contains("x", "accountId", "tier"));
        postFees("{\"accountId\":\"acc_999999999\",\"tier\":\"vip\"}")
                .statusCode(400)
                .body("error.code", equalTo("INVALID_PARAMETER"))
                .body("error.errors[0].field", equalTo("accountId"));
        given().body("{}").post(accounts + "/fees").then().statusCode(401);
    }

    @Test
    void serviceIsReadyWithKeysAndLedger() throws InterruptedException {
        for (int i = 0; given().get(ready).statusCode() != 200; i++) {
            assertThat(i).isLessThan(1800);
            Thread.sleep(100);
        }
        given().get(ready)
                .then()
                .body("checks.find { it.name == 'follower ledger' }.status", equalTo("UP"))
                .body("checks.find { it.name == 'key table' }.status", equalTo("UP"));
    }

    private ValidatableResponse post(String body) {
        return given().header("Authorization", "Bearer " + ExchangeInfrastructure.OPERATOR_KEY)
                .body(body.startsWith("{") ? Operators.change(body) : body)
                .post(accounts)
                .then();
    }

    private ValidatableResponse postFees(String body) {
        return given().header("Authorization", "Bearer " + ExchangeInfrastructure.OPERATOR_KEY)
                .body(body.startsWith("{") ? Operators.change(body) : body)
                .post(accounts + "/fees")
                .then();
    }
}
