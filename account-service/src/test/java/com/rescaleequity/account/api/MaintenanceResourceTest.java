package com.rescaleequity.account.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import com.rescaleequity.account.testing.FakeCore;
import com.rescaleequity.account.testing.Sandbox;
import com.rescaleequity.platform.maintenance.Maintenance;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestMaintenance;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Private calls while the operators have put the exchange into maintenance. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "account_service"))
class MaintenanceResourceTest {

    @Inject Maintenance maintenance;

    @BeforeAll
    static void startCore() {
        FakeCore.shared();
    }

    @Test
    void privateCallsAreRefusedAndSayWhy() {
        // Given
        Sandbox account = Sandbox.open();

        try (TestMaintenance closed = new TestMaintenance(maintenance)) {
            // Then
            for (Response refused :
                    List.of(
                            account.request().get("/api/v1/account"),
                            account.request().get("/api/v1/keys/current"),
                            account.request()
                                    .body("{\"asset\":\"USD\",\"amount\":1}")
                                    .post("/api/v1/sandbox/deposits"),
                            given().body("{}").post("/api/v1/sandbox/accounts"))) {
                refused.then()
                        .statusCode(503)
                        .header("Retry-After", equalTo("5"))
                        .body("error.code", equalTo("SERVICE_UNAVAILABLE"))
                        .body("error.message", equalTo(closed.message()))
                        .body("error.details.maintenance", equalTo(true));
            }
            // Then a stranger hears no more than ever
            given().header("Authorization", "Bearer nobody")
                    .get("/api/v1/account")
                    .then()
                    .statusCode(401);
        }
        // Then it ends
        account.get("/api/v1/account");
    }
}
