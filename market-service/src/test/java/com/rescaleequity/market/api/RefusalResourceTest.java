package com.rescaleequity.market.api;

import static com.rescaleequity.market.MarketCalls.as;
import static com.rescaleequity.market.MarketCalls.data;
import static com.rescaleequity.market.MarketCalls.error;
import static com.rescaleequity.market.MarketCalls.get;
import static com.rescaleequity.market.MarketCalls.json;
import static com.rescaleequity.market.MarketCalls.once;
import static com.rescaleequity.market.MarketCalls.root;
import static com.rescaleequity.market.TradingLog.LOG;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "market_service"),
        restrictToAnnotatedClass = false)
class RefusalResourceTest {

    @BeforeEach
    void listMarket() {
        LOG.list("REFUSD", "10").publish();
    }

    @ParameterizedTest
    @CsvSource({
        "/market/tickers?symbol=NOPE, INVALID_SYMBOL",
        "/market/tickers?symbols=REFUSD%2CNOPE, INVALID_SYMBOL",
        "/market/tickers?symbol=REFUSD&symbols=REFUSD, CONFLICTING_PARAMETERS",
        "/market/tickers?limit=0, INVALID_PARAMETER",
        "/market/tickers?limit=1001, INVALID_PARAMETER",
        "/market/tickers?limit=1e3, INVALID_PARAMETER",
        "/market/tickers?symbol=REFUSD&symbol=REFUSD, CONFLICTING_PARAMETERS",
        "/market/candles, MISSING_PARAMETER",
        "/market/candles?symbol=&interval=1m, MISSING_PARAMETER",
        "/market/candles?symbol=NOPE, INVALID_SYMBOL",
        "/market/candles?symbol=REFUSD&interval=2m, INVALID_INTERVAL",
        "/market/candles?symbol=REFUSD&interval=1M, INVALID_INTERVAL",
        "/market/candles?symbol=REFUSD&limit=1001, INVALID_PARAMETER",
        "/market/candles?symbol=REFUSD&format=csv, INVALID_PARAMETER",
        "/market/candles?symbol=REFUSD&startTime=2&endTime=1, INVALID_TIME_RANGE",
        "/market/candles?symbol=REFUSD&startTime=yesterday, INVALID_PARAMETER",
        "/market/depth, MISSING_PARAMETER",
        "/market/depth?symbol=NOPE, INVALID_SYMBOL",
        "/market/depth?symbol=REFUSD&limit=1001, INVALID_PARAMETER",
        "/market/trades?symbol=NOPE, INVALID_SYMBOL",
        "/market/trades?symbol=REFUSD&fromId=1&startTime=1, CONFLICTING_PARAMETERS",
        "/market/trades?symbol=REFUSD&fromId=0, INVALID_PARAMETER",
        "/market/trades?symbol=REFUSD&startTime=2&endTime=1, INVALID_TIME_RANGE",
        "/market/instruments?symbol=NOPE, INVALID_SYMBOL",
        "/market/instruments?status=open, INVALID_PARAMETER",
        "/market/assets?asset=DOGE, INVALID_ASSET",
        "/market/ping?numberFormat=hex, INVALID_PARAMETER",
    })
    void badQueryIsRefusedWithItsCode(String path, String code) {
        // When, Then
        assertThat(error(400, path).get("code").asText()).isEqualTo(code);
    }

    @Test
    void allProblemsComeTogether() {
        // When
        JsonNode error = error(400, "/market/candles?interval=7m&limit=0&startTime=x&format=xml");

        // Then
        assertThat(error.get("code").asText()).isEqualTo("INVALID_PARAMETER");
        assertThat(error.get("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("symbol", "interval", "limit", "startTime", "format");
        assertThat(error.get("errors").findValuesAsText("code"))
                .contains("MISSING_PARAMETER", "INVALID_INTERVAL");
    }

    @Test
    void refusalsSayWhatWouldDo() {
        // When, Then
        assertThat(
                        error(400, "/market/candles?symbol=REFUSD&interval=3m")
                                .get("details")
                                .get("allowed")
                                .toString())
                .isEqualTo("[\"1m\",\"5m\",\"15m\",\"1h\",\"4h\",\"1d\",\"1w\"]");
        assertThat(error(400, "/market/tickers?limit=1001").get("details").get("max").asInt())
                .isEqualTo(1000);
    }

    @Test
    void callWithoutAKeyIsUnauthorized() {
        // When
        Response none = as(given(), "/market/tickers");
        Response unknown = as(given().header("Authorization", "Bearer rsk_no"), "/market/tickers");

        // Then
        none.then().statusCode(401);
        assertThat(json(none).get("error").get("code").asText())
                .isEqualTo("AUTHENTICATION_REQUIRED");
        assertThat(none.getHeader("WWW-Authenticate")).startsWith("Bearer realm=");
        unknown.then().statusCode(401);
        assertThat(json(unknown).get("error").get("code").asText()).isEqualTo("INVALID_API_KEY");
    }

    @Test
    void unknownPathsAnswerTheEnvelope() {
        // When, Then
        for (String path : new String[] {"/nope", "/market/nope", "/openapi.json", ""}) {
            JsonNode error = error(404, path);
            assertThat(error.get("code").asText()).isEqualTo("NOT_FOUND");
            assertThat(error.get("requestId").asText()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tickers",
                "/candles",
                "/klines",
                "/depth",
                "/trades",
                "/instruments",
                "/assets",
                "/time",
                "/status",
                "/ping"
            })
    void otherMethodsAreNotAllowed(String call) {
        // When
        Response post = given().contentType("application/json").post(root() + "/market" + call);
        Response delete = given().delete(root() + "/market" + call);

        // Then
        for (Response response : List.of(post, delete)) {
            response.then().statusCode(405);
            assertThat(response.getHeader("Allow")).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(json(response).get("error").get("code").asText())
                    .isEqualTo("METHOD_NOT_ALLOWED");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1m", "5M", "15m", "15M", "1H", "4h", "1D", "1d", "1W"})
    void anIntervalMayBeWrittenInAnyCaseUnlessItIsAMonth(String interval) {
        // When, Then
        data("/market/candles?symbol=REFUSD&interval=" + interval);
        error(400, "/market/candles?symbol=REFUSD&interval=1M");
    }

    @Test
    void readThatCannotShowAllIsAnsweredWithItsAge() {
        // Given
        LOG.command();

        // When
        Response early = once("/market/tickers?symbol=REFUSD");
        Response refused = once("/market/tickers?symbol=NOPE");
        LOG.publish();
        Response whole = get("/market/tickers?symbol=REFUSD");

        // Then
        early.then().statusCode(200);
        assertThat(Long.parseLong(early.getHeader("X-Data-Age"))).isNotNegative();
        assertThat(json(early).get("data").get(0).get("symbol").asText()).isEqualTo("REFUSD");
        refused.then().statusCode(400);
        assertThat(Long.parseLong(refused.getHeader("X-Data-Age")))
                .isGreaterThanOrEqualTo(Long.parseLong(early.getHeader("X-Data-Age")));
        whole.then().statusCode(200);
        assertThat(whole.getHeader("X-Data-Age")).isNull();
    }
}
