package com.rescaleequity.market.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads of a service that knows no market yet, as right after a start. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "market_service"),
        restrictToAnnotatedClass = true)
class FirstReadsResourceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/market/tickers",
                "/market/tickers?symbol=BTCUSD",
                "/market/candles?symbol=BTCUSD",
                "/market/depth?symbol=BTCUSD",
                "/market/trades?symbol=BTCUSD",
                "/market/instruments"
            })
    void nobodyIsToldThatThereIsNoSuchMarket(String path) {
        // Given
        TestKey key = TestKeys.publish(51, "read");

        // When, Then
        given().header("Authorization", key.bearer())
                .get("/api/v1" + path)
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("1"))
                .body("error.code", equalTo("SERVICE_UNAVAILABLE"));
    }
}
