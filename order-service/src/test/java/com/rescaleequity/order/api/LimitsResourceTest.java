package com.rescaleequity.order.api;

import static com.rescaleequity.order.api.TestCalls.account;
import static com.rescaleequity.order.api.TestCalls.createOrder;
import static com.rescaleequity.order.api.TestCalls.getAccount;
import static com.rescaleequity.order.api.TestCalls.id;
import static com.rescaleequity.order.api.TestCalls.leaveNothing;
import static com.rescaleequity.order.api.TestCalls.limit;
import static com.rescaleequity.order.api.TestCalls.post;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import com.rescaleequity.platform.limits.RateLimits;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an account may do, and how much of it it does. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "order_service"),
        restrictToAnnotatedClass = false)
class LimitsResourceTest {

    private static final String STOP =
            "{'symbol':'BTCUSD','side':'sell','type':'stop-loss','quantity':0.1,'price':41000}";

    private TestKey owner;
    private TestKey other;

    @BeforeEach
    void openAccounts() {
        TestCommands.listInstruments();
        owner = account();
        other = account();
    }

    @AfterEach
    void leaveAnEmptyBook() {
        TestCommands.listInstruments();
        leaveNothing(owner, other);
    }

    @Test
    void activeOrdersAreCountedByMarket() {
        // Given: three active orders and a stop that waits
        getAccount(owner, "/limits").statusCode(200).body("data.openOrders", empty());
        String first = id(createOrder(owner, limit("buy", "0.1", "50000")));
        createOrder(owner, limit("buy", "0.1", "50001")).statusCode(200);
        createOrder(owner, limit("sell", "0.1", "61000")).statusCode(200);
        createOrder(owner, STOP).statusCode(200);
        createOrder(other, limit("buy", "0.1", "50000")).statusCode(200);

        // When / Then
        getAccount(owner, "/limits")
                .body("data.openOrders.symbol", contains("BTCUSD"))
                .body("data.openOrders.open", contains(3))
                .body("data.openOrders.limit", contains(200));
        TestCommands.deposit(owner.accountId(), "TINY", "100");
        createOrder(
                        owner,
                        "{'symbol':'TINYUSD','side':'sell','type':'limit','quantity':20,'price':60000}")
                .statusCode(200);
        TestCommands.setMaxOpenOrders(5, 2);
        post(owner, "/cancel", "{'orderId':'%s'}".formatted(first)).statusCode(200);
        getAccount(owner, "/limits")
                .body("data.openOrders.symbol", contains("BTCUSD", "TINYUSD"))
                .body("data.openOrders.open", contains(2, 1))
                .body("data.openOrders.limit", contains(5, 200));
        getAccount(other, "/limits").body("data.openOrders.open", contains(1));
        leaveNothing(owner);
        getAccount(owner, "/limits").body("data.openOrders", empty());
    }

    @Test
    void policiesAreThoseOfTheAccountOverAllReplicas() {
        // Given: a replica that gives a third
        QuarkusMock.installMockForType(
                new RateLimits(Clock.systemUTC(), true, 3, 1), RateLimits.class);

        // When / Then
        getAccount(owner, "/limits")
                .statusCode(200)
                .header("X-RateLimit-Limit", "2000")
                .body(
                        "data.policies.policy",
                        contains(
                                "account",
                                "orders",
                                "orders-day",
                                "cancels",
                                "logged",
                                "sensitive"))
                .body("data.policies.limit", contains(6000, 100, 200_000, 200, 100, 30))
                .body("data.policies.windowSeconds", contains(60, 10, 86_400, 10, 10, 60));
        TestKey marketMaker =
                TestKeys.publish(
                        owner.accountId(), record -> record.setTier("market-maker"), "read");
        getAccount(marketMaker, "/limits").body("data.policies[1].limit", equalTo(100_000));
    }

    @Test
    void askingForThemCostsNothing() {
        // Given
        QuarkusMock.installMockForType(
                new RateLimits(Clock.systemUTC(), true, 1, 1), RateLimits.class);

        // When / Then
        for (int i = 0; i < 3; i++) {
            getAccount(owner, "/limits").statusCode(200).header("X-RateLimit-Remaining", "6000");
        }
        getAccount(owner, "/trades").header("X-RateLimit-Remaining", "5995");
    }

    @Test
    void onlyAKeyReadsThem() {
        given().get("/api/v1/account/limits")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("AUTHENTICATION_REQUIRED"));
        given().header("Authorization", "Bearer rsk_unknown")
                .get("/api/v1/account/limits")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("INVALID_API_KEY"));
    }
}
