package com.rescaleequity.account.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.rescaleequity.account.testing.Database;
import com.rescaleequity.account.testing.FakeCore;
import com.rescaleequity.account.wallet.Deposits;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where money is real, nobody is handed any. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        restrictToAnnotatedClass = true,
        initArgs = {
            @ResourceArg(name = "database", value = "account_service"),
            @ResourceArg(name = "environment", value = "production")
        })
class ProductionResourceTest {

    @TestHTTPResource(value = "/admin/v1/accounts", management = true)
    String accounts;

    @Inject Instance<Deposits> deposits;

    @Test
    void sandboxCallsDoNothing() {
        FakeCore.shared();
        given().body("{}")
                .post("/api/v1/sandbox/accounts")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("SANDBOX_ONLY"));
        given().header("Authorization", TestKeys.publish(51, "trade").bearer())
                .body("{\"asset\":\"USD\",\"amount\":1000000}")
                .post("/api/v1/sandbox/deposits")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("SANDBOX_ONLY"));
        given().header("Authorization", "Bearer " + ExchangeInfrastructure.OPERATOR_KEY)
                .body(
                        """
                        {"label":"x","balances":{"USD":1},"reason":"a test",
                         "requestId":"production-funds"}\
                        """)
                .post(accounts)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("SANDBOX_ONLY"));
        assertThat(Database.column("SELECT count(*) FROM account")).isEqualTo(List.of("0"));
        assertThat(Database.column("SELECT count(*) FROM outbox_message")).isEqualTo(List.of("0"));
    }

    @Test
    void nothingThatMakesMoneyIsThere() {
        assertThat(deposits.isUnsatisfied()).isTrue();
    }
}
