package com.rescaleequity.market.api;

import static com.rescaleequity.market.MarketCalls.as;
import static com.rescaleequity.market.MarketCalls.get;
import static com.rescaleequity.market.TradingLog.LOG;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator's calls about the exchange as a whole. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "market_service"),
        restrictToAnnotatedClass = false)
class ExchangeRoutesResourceTest {

    private static final String CLOSED =
            "\"state\":\"maintenance\",\"message\":\"Disks are changed.\",\"until\":1900000000000";

    @TestHTTPResource(value = "/admin/v1/exchange/state", management = true)
    String state;

    @Inject Pool pool;

    @BeforeEach
    void listAMarket() {
        LOG.list("MNTUSD", "10").publish();
    }

    @AfterEach
    void open() {
        inForce(named("\"state\":\"online\""));
    }

    @Test
    void maintenanceIsToldWithItsMessageAndMarketDataStaysUp() {
        // When
        inForce(named(CLOSED));

        // Then
        status().body("data.status", equalTo("maintenance"))
                .body("data.message", equalTo("Disks are changed."))
                .body("data.until", equalTo(1_900_000_000_000L));
        get("/market/tickers").then().statusCode(200);
        as(given(), "/market/time").then().statusCode(200);
        operator().get(state).then().statusCode(200).body("data.state", equalTo("maintenance"));
        // Then it ends
        inForce(named("\"state\":\"online\""));
        status().body("data.status", equalTo("online")).body("data.message", nullValue());
    }

    @Test
    void aRepeatedRequestChangesNothingMore() {
        // Given
        String closing = named(CLOSED);
        inForce(closing);
        inForce(named("\"state\":\"online\""));

        // When
        inForce(closing);

        // Then
        status().body("data.status", equalTo("online"));
        operator()
                .body(closing.replace("maintenance", "online"))
                .post(state)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("DUPLICATE_REQUEST_ID"));
        String requestId = closing.substring(closing.length() - 38, closing.length() - 2);
        assertThat(
                        pool.preparedQuery(
                                        "SELECT actor, reason FROM exchange_state"
                                                + " WHERE request_id = '"
                                                + requestId
                                                + "'")
                                .execute()
                                .await()
                                .indefinitely())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.getString(0)).isEqualTo("tester");
                    assertThat(row.getString(1)).isEqualTo("drill");
                });
    }

    @Test
    void whatIsWrongIsToldAtOnceAndOnlyAnOperatorMay() {
        operator()
                .body("{\"message\":\"" + "x".repeat(501) + "\",\"until\":0}")
                .post(state)
                .then()
                .statusCode(400)
                .body(
                        "error.errors.field",
                        containsInAnyOrder("state", "message", "until", "reason", "requestId"));
        given().body(named(CLOSED)).post(state).then().statusCode(401);
        given().header("Authorization", "Bearer " + ExchangeInfrastructure.VIEWER_KEY)
                .body(named(CLOSED))
                .post(state)
                .then()
                .statusCode(403);
        status().body("data.status", equalTo("online"));
    }

    /** The body with a reason and, at its end, a name of its own. */
    private static String named(String wanted) {
        return "{%s,\"reason\":\"drill\",\"requestId\":\"%s\"}"
                .formatted(wanted, UUID.randomUUID());
    }

    /** Asks until the service has heard of it. */
    private void inForce(String body) {
        long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        Response answer = operator().body(body).post(state);
        while (Boolean.TRUE.equals(answer.path("data.pending")) && System.nanoTime() < end) {
            answer = operator().body(body).post(state);
        }
        answer.then().statusCode(200).body("data.pending", equalTo(false));
    }

    private static ValidatableResponse status() {
        return as(given(), "/market/status").then().statusCode(200);
    }

    private static io.restassured.specification.RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + ExchangeInfrastructure.OPERATOR_KEY);
    }
}
