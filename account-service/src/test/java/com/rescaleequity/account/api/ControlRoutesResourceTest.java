package com.rescaleequity.account.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.rescaleequity.account.keys.KeyRetirement;
import com.rescaleequity.account.testing.Database;
import com.rescaleequity.account.testing.FakeCore;
import com.rescaleequity.account.testing.Operators;
import com.rescaleequity.account.testing.Sandbox;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Operators stop accounts and keys, and keys that nobody uses stop by themselves. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "account_service"))
class ControlRoutesResourceTest {

    private static final long DAY = Duration.ofDays(1).toMillis();

    @TestHTTPResource(value = "/admin/v1/accounts", management = true)
    String accounts;

    @Inject KeyRetirement retirement;

    @BeforeAll
    static void startCore() {
        FakeCore.shared();
    }

    @Test
    void suspendedAccountReadsAndDoesNothingElse() {
        // Given
        Sandbox account = Sandbox.open();

        // When
        state(account, "{\"state\":\"suspended\"}")
                .statusCode(200)
                .body("data.state", equalTo("suspended"))
                .body("data.pending", equalTo(false));

        // Then
        deposit(account).statusCode(403).body("error.code", equalTo("ACCOUNT_SUSPENDED"));
        account.request()
                .get("/api/v1/account")
                .then()
                .statusCode(200)
                .body("data.status", equalTo("suspended"))
                .body("data.canTrade", equalTo(false))
                .body("data.canDeposit", equalTo(false));
        assertThat(commands()).contains("ACCOUNT_SUSPENDED " + account.number());

        // When / Then
        state(account, "{\"state\":\"active\"}").statusCode(200);
        deposit(account).statusCode(200);
        assertThat(
                        Database.column(
                                "SELECT actor || ' ' || detail || ' ' || reason || ' ' ||"
                                        + " from_address FROM audit_record WHERE action ="
                                        + " 'accounts.state' AND subject = 'acc_"
                                        + account.number()
                                        + "' ORDER BY record_id"))
                .containsExactly(
                        "tester {\"before\":\"active\",\"state\":\"suspended\"} a test 127.0.0.1",
                        "tester {\"before\":\"suspended\",\"state\":\"active\"} a test 127.0.0.1");
    }

    @Test
    void restrictedAccountSaysWhatItMay() {
        Sandbox account = Sandbox.open();
        state(account, "{\"state\":\"trading-disabled\"}").statusCode(200);
        account.request()
                .get("/api/v1/account")
                .then()
                .body("data.canTrade", equalTo(false))
                .body("data.canWithdraw", equalTo(true));
        state(account, "{\"state\":\"withdrawals-disabled\"}").statusCode(200);
        account.request()
                .get("/api/v1/account")
                .then()
                .body("data.canTrade", equalTo(true))
                .body("data.canWithdraw", equalTo(false));
    }

    @Test
    void repeatedRequestChangesNothingMore() {
        // Given
        Sandbox account = Sandbox.open();
        String body = Operators.change("{\"state\":\"suspended\"}");
        post(account, "/state", body, ExchangeInfrastructure.OPERATOR_KEY).statusCode(200);
        state(account, "{\"state\":\"active\"}").statusCode(200);

        // When
        post(account, "/state", body, ExchangeInfrastructure.OPERATOR_KEY)
                .statusCode(200)
                .body("data.state", equalTo("suspended"));

        // Then
        deposit(account).statusCode(200);
        post(
                        account,
                        "/state",
                        body.replace("suspended", "active"),
                        ExchangeInfrastructure.OPERATOR_KEY)
                .statusCode(400)
                .body("error.code", equalTo("DUPLICATE_REQUEST_ID"));
    }

    @Test
    void revokedKeyIsUnknownAsSoonAsItsAnnouncementIsRead() throws Exception {
        // Given
        Sandbox account = Sandbox.open();

        // When
        revoke(account, "{\"keyId\":\"" + account.keyId() + "\"}")
                .statusCode(200)
                .body("data.revokedKeys", contains(account.keyId()))
                .body("data.pending", equalTo(false));

        // Then: the answer came after the announcement, which each service reads by itself
        for (int i = 0; account.request().get("/api/v1/account").statusCode() == 200; i++) {
            assertThat(i).isLessThan(1000);
            Thread.sleep(10);
        }
        account.request()
                .get("/api/v1/account")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("INVALID_API_KEY"));
        revoke(account, "{\"keyId\":\"k_nobody\"}")
                .statusCode(400)
                .body("error.code", equalTo("KEY_NOT_FOUND"));
        revoke(account, "{\"all\":true}").statusCode(200);
        Sandbox other = Sandbox.open();
        revoke(other, "{\"keyId\":\"" + account.keyId() + "\"}").statusCode(400);
        other.get("/api/v1/account");
    }

    @Test
    void changesNeedAnOperatorAReasonAndAName() {
        Sandbox account = Sandbox.open();
        post(
                        account,
                        "/state",
                        Operators.change("{\"state\":\"suspended\"}"),
                        ExchangeInfrastructure.VIEWER_KEY)
                .statusCode(403)
                .body("error.code", equalTo("PERMISSION_DENIED"));
        post(account, "/state", "{\"state\":\"suspended\"}", ExchangeInfrastructure.OPERATOR_KEY)
                .statusCode(400)
                .body("error.errors.field", contains("reason", "requestId"));
        state(account, "{\"state\":\"gone\"}").statusCode(400);
        revoke(account, "{}").statusCode(400);
        revoke(account, "{\"keyId\":\"x\",\"all\":true}").statusCode(400);
        account.get("/api/v1/account");
    }

    @Test
    void keysThatNobodyUsesAreForgotten() throws Throwable {
        // Given
        Sandbox idle = Sandbox.open();
        Sandbox busy = Sandbox.open();
        long now = System.currentTimeMillis();
        Database.run("UPDATE api_key SET expires_at = 0");
        Database.run("UPDATE api_key SET created_at = 1 WHERE key_id = '" + idle.keyId() + "'");
        Database.run("UPDATE api_key SET created_at = 1 WHERE key_id = '" + busy.keyId() + "'");
        Database.run("UPDATE balance SET updated_at = 1 WHERE account_id = " + idle.number());

        // When
        int early = VertxContextSupport.subscribeAndAwait(() -> retirement.retire(80 * DAY));
        int retired = VertxContextSupport.subscribeAndAwait(() -> retirement.retire(now));

        // Then
        assertThat(early).isZero();
        assertThat(retired).isEqualTo(1);
        while (idle.request().get("/api/v1/account").statusCode() != 401) {
            Thread.sleep(20);
        }
        busy.get("/api/v1/account");
        assertThat(VertxContextSupport.subscribeAndAwait(() -> retirement.retire(now))).isZero();
    }

    private static List<String> commands() {
        return FakeCore.shared().accountStates();
    }

    private ValidatableResponse state(Sandbox account, String body) {
        return post(account, "/state", Operators.change(body), ExchangeInfrastructure.OPERATOR_KEY);
    }

    private ValidatableResponse revoke(Sandbox account, String body) {
        return post(
                account,
                "/keys/revoke",
                Operators.change(body),
                ExchangeInfrastructure.OPERATOR_KEY);
    }

    private ValidatableResponse post(Sandbox account, String call, String body, String key) {
        return given().header("Authorization", "Bearer " + key)
                .body(body)
                .post(accounts + "/acc_" + account.number() + call)
                .then();
    }

    private static ValidatableResponse deposit(Sandbox account) {
        return account.request()
                .body("{\"asset\":\"USD\",\"amount\":1}")
                .post("/api/v1/sandbox/deposits")
                .then();
    }
}
