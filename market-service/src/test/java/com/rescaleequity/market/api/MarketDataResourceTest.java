package com.rescaleequity.market.api;

import static com.rescaleequity.market.MarketCalls.as;
import static com.rescaleequity.market.MarketCalls.data;
import static com.rescaleequity.market.MarketCalls.get;
import static com.rescaleequity.market.TradingLog.LOG;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rescaleequity.platform.limits.RateLimits;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.protocol.trading.Side;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "market_service"),
        restrictToAnnotatedClass = false)
class MarketDataResourceTest {

    private static final long MINUTE = 60_000;

    @Test
    void marketThatNeverTradedShowsItsListingPrice() {
        // Given
        LOG.list("NEWUSD", "2400.5").publish();

        // When
        String body = get("/market/tickers?symbol=newusd").asString();

        // Then
        assertThat(body)
                .startsWith(
                        "{\"status\":\"success\",\"data\":[{\"symbol\":\"NEWUSD\",\"price\":2400.5,"
                                + "\"change24h\":0,\"volume24h\":0,\"high24h\":2400.5,"
                                + "\"low24h\":2400.5,\"open24h\":2400.5,");
    }

    @Test
    void tickerIsTheFoldOfTheTradesAtOnce() {
        // Given
        LOG.list("TIKUSD", "100").publish();

        // When
        LOG.trade("TIKUSD", "110", "0.5", Side.BUY)
                .trade("TIKUSD", "90.25", "2", Side.SELL)
                .level("TIKUSD", Side.BUY, "90", "1.5")
                .level("TIKUSD", Side.SELL, "91", "0.25")
                .publish();
        JsonNode ticker = data("/market/tickers?symbol=TIKUSD").get(0);

        // Then
        assertDecimal(ticker, "price", "90.25");
        assertDecimal(ticker, "change24h", "-9.75");
        assertDecimal(ticker, "volume24h", "235.5");
        assertDecimal(ticker, "high24h", "110");
        assertDecimal(ticker, "low24h", "90.25");
        assertDecimal(ticker, "open24h", "100");
        assertDecimal(ticker, "baseVolume24h", "2.5");
        assertDecimal(ticker, "vwap24h", "94.2");
        assertDecimal(ticker, "bid", "90");
        assertDecimal(ticker, "bidQuantity", "1.5");
        assertDecimal(ticker, "ask", "91");
        assertDecimal(ticker, "lastQuantity", "2");
        assertThat(ticker.get("trades24h").asLong()).isEqualTo(2);
        assertThat(ticker.get("sequence").asLong()).isEqualTo(2);
    }

    @Test
    void tradesLeaveTheTickerAfterADayAndBecomeItsReference() {
        // Given
        LOG.list("DAYUSD", "100").trade("DAYUSD", "120", "1", Side.BUY).publish();

        // When
        LOG.pass(24 * 60 * MINUTE).publish();
        JsonNode ticker = data("/market/tickers?symbol=DAYUSD").get(0);

        // Then
        assertDecimal(ticker, "price", "120");
        assertDecimal(ticker, "open24h", "120");
        assertDecimal(ticker, "high24h", "120");
        assertDecimal(ticker, "volume24h", "0");
    }

    @ParameterizedTest
    @CsvSource({
        "depth?symbol=WGTUSD, 1",
        "depth?symbol=WGTUSD&limit=100, 1",
        "depth?symbol=WGTUSD&limit=101, 5",
        "depth?symbol=WGTUSD&limit=500, 5",
        "depth?symbol=WGTUSD&limit=501, 10",
        "tickers?symbol=WGTUSD, 1",
        "tickers, 10",
        "candles?symbol=WGTUSD&interval=1m, 2",
        "trades?symbol=WGTUSD, 2",
        "instruments, 5",
        "assets, 5"
    })
    void everyReadTakesItsPublishedWeightOfTheAccountAndSaysSo(String call, int weight) {
        // Given
        LOG.list("WGTUSD", "1").publish();
        QuarkusMock.installMockForType(
                new RateLimits(Clock.systemUTC(), true, 1, 1), RateLimits.class);

        // When
        Response answer = get("/market/" + call);

        // Then: a token may have come back between the two that a weight is taken in.
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("RateLimit-Policy")).isEqualTo("\"account\";q=6000;w=60");
        assertThat(6000 - Integer.parseInt(answer.getHeader("X-RateLimit-Remaining")))
                .isBetween(weight > 2 ? weight - 1 : weight, weight);
    }

    @Test
    void tickersComeBusiestFirstThenBySymbol() {
        // Given
        LOG.list("BBBUSD", "1")
                .list("AAAUSD", "1")
                .list("CCCUSD", "1")
                .trade("CCCUSD", "1", "5", Side.BUY)
                .publish();

        // When
        JsonNode chosen = data("/market/tickers?symbols=aaausd,BBBUSD,CCCUSD");
        JsonNode all = data("/market/tickers?symbol=&limit=");
        JsonNode one = data("/market/tickers?limit=1");

        // Then
        assertThat(chosen.findValuesAsText("symbol")).containsExactly("CCCUSD", "AAAUSD", "BBBUSD");
        assertThat(all.size()).isGreaterThanOrEqualTo(3).isLessThanOrEqualTo(100);
        assertThat(one.size()).isEqualTo(1);
        for (JsonNode ticker : all) {
            for (String name : List.of("price", "change24h", "volume24h", "high24h", "low24h")) {
                assertThat(ticker.get(name).isNumber()).as(name).isTrue();
            }
        }
    }

    @Test
    void decimalsAreStringsWhenAsked() {
        // Given
        LOG.list("STRUSD", "0.00001").publish();

        // When
        String body = get("/market/tickers?symbol=STRUSD&numberFormat=string").asString();

        // Then
        assertThat(body).contains("\"price\":\"0.00001\"").contains("\"trades24h\":0");
    }

    @Test
    void candlesAreContinuousInAllSevenIntervals() {
        // Given
        LOG.list("CANUSD", "50").publish();
        long first = LOG.time();
        LOG.pass(2 * MINUTE)
                .trade("CANUSD", "60", "1", Side.BUY)
                .trade("CANUSD", "55.5", "2", Side.SELL)
                .publish();
        LOG.pass(3 * MINUTE).publish();
        long minute = first - Math.floorMod(first, MINUTE);

        for (String interval : List.of("1m", "5m", "15m", "1h", "4h", "1d", "1w")) {
            // When
            JsonNode candles = data("/market/candles?symbol=CANUSD&interval=" + interval);

            // Then
            BigDecimal volume = BigDecimal.ZERO;
            long trades = 0;
            for (int i = 0; i < candles.size(); i++) {
                volume = volume.add(candles.get(i).get("volume").decimalValue());
                trades += candles.get(i).get("trades").asLong();
                assertThat(candles.get(i).get("closed").asBoolean())
                        .isEqualTo(i < candles.size() - 1);
            }
            assertThat(volume).isEqualByComparingTo("3");
            assertThat(trades).isEqualTo(2);
        }
        assertThat(get("/market/klines?symbol=canusd&format=array").asString())
                .isEqualTo(
                        "{\"status\":\"success\",\"data\":["
                                + "[%d,50,50,50,50,0,0,0],".formatted(minute)
                                + "[%d,50,50,50,50,0,0,0],".formatted(minute + MINUTE)
                                + "[%d,60,60,55.5,55.5,3,171,2],".formatted(minute + 2 * MINUTE)
                                + "[%d,55.5,55.5,55.5,55.5,0,0,0],".formatted(minute + 3 * MINUTE)
                                + "[%d,55.5,55.5,55.5,55.5,0,0,0],".formatted(minute + 4 * MINUTE)
                                + "[%d,55.5,55.5,55.5,55.5,0,0,0]]}"
                                        .formatted(minute + 5 * MINUTE));
    }

    @Test
    void candlesObeyTimesAndLimit() {
        // Given
        LOG.list("LIMUSD", "5").publish();
        long first = LOG.time() - Math.floorMod(LOG.time(), MINUTE);
        LOG.pass(1500 * MINUTE).publish();

        // When, Then
        JsonNode newest = data("/market/ohlcv?symbol=LIMUSD&limit=1000");
        assertThat(newest.size()).isEqualTo(1000);
        assertThat(newest.get(999).get("timestamp").asLong()).isEqualTo(first + 1500 * MINUTE);
        assertThat(data("/market/candles?symbol=LIMUSD").size()).isEqualTo(500);
        assertThat(times("/market/candles?symbol=LIMUSD&limit=2&startTime=" + (first + 1)))
                .containsExactly(first + MINUTE, first + 2 * MINUTE);
        assertThat(times("/market/candles?symbol=LIMUSD&endTime=" + (first + MINUTE)))
                .containsExactly(first, first + MINUTE);
        assertThat(times("/market/candles?symbol=LIMUSD&interval=1w&startTime=" + (LOG.time() + 1)))
                .isEmpty();
    }

    @Test
    void depthIsBestFirstWithTheStreamsSequence() {
        // Given
        LOG.list("DEPUSD", "10")
                .level("DEPUSD", Side.BUY, "9.5", "1")
                .level("DEPUSD", Side.BUY, "9.75", "2")
                .level("DEPUSD", Side.SELL, "10.5", "3")
                .level("DEPUSD", Side.SELL, "10.25", "4")
                .level("DEPUSD", Side.SELL, "10.5", "0")
                .publish();

        // When
        String body = get("/market/depth?symbol=DEPUSD").asString();
        JsonNode top = data("/market/orderbook?symbol=depusd&limit=1");

        // Then
        assertThat(body)
                .isEqualTo(
                        ("{\"status\":\"success\",\"data\":{\"symbol\":\"DEPUSD\",\"sequence\":5,"
                                        + "\"timestamp\":%d,\"bids\":[[9.75,2],[9.5,1]],"
                                        + "\"asks\":[[10.25,4]]}}")
                                .formatted(LOG.time()));
        assertThat(top.get("bids").size()).isEqualTo(1);
    }

    @Test
    void tradesAscendAndCanBeAskedByIdAndTime() {
        // Given
        LOG.list("TRDUSD", "10").publish();
        for (int i = 1; i <= 5; i++) {
            LOG.pass(1000).trade("TRDUSD", "10." + i, "0.1", Side.BUY).publish();
        }
        long last = LOG.time();

        // When, Then
        assertThat(ids("/market/trades?symbol=TRDUSD")).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(ids("/market/trades?symbol=TRDUSD&limit=2")).containsExactly(4L, 5L);
        assertThat(ids("/market/trades?symbol=TRDUSD&fromId=2&limit=2")).containsExactly(2L, 3L);
        assertThat(ids("/market/trades?symbol=TRDUSD&startTime=" + (last - 1000)))
                .containsExactly(4L, 5L);
        assertThat(ids("/market/trades?symbol=TRDUSD&limit=2&endTime=" + (last - 1000)))
                .containsExactly(3L, 4L);
        assertThat(get("/market/trades?symbol=TRDUSD&limit=1").asString())
                .isEqualTo(
                        ("{\"status\":\"success\",\"data\":[{\"tradeId\":5,\"symbol\":\"TRDUSD\","
                                        + "\"price\":10.5,\"quantity\":0.1,\"quoteQuantity\":1.05,"
                                        + "\"side\":\"buy\",\"timestamp\":%d}]}")
                                .formatted(last));
    }

    @Test
    void repeatedFrameChangesNothing() {
        // Given
        LOG.list("DUPUSD", "10").trade("DUPUSD", "11", "1", Side.SELL).publish();

        // When
        LOG.repeatLastFrame();
        LOG.publish();

        // Then
        assertThat(ids("/market/trades?symbol=DUPUSD")).containsExactly(1L);
        assertDecimal(data("/market/tickers?symbol=DUPUSD").get(0), "volume24h", "11");
    }

    @Test
    void instrumentsShowEveryRuleAndCanBeFiltered() {
        // Given
        LOG.list("INSUSD", "10").publish();

        // When
        JsonNode instrument = data("/market/instruments?symbol=INSUSD").get(0);

        // Then
        assertThat(instrument.fieldNames())
                .toIterable()
                .startsWith("symbol", "name", "baseAsset", "quoteAsset", "assetClass", "status");
        assertThat(instrument.get("status").asText()).isEqualTo("trading");
        assertDecimal(instrument, "lotSize", "0.00001");
        assertDecimal(instrument, "listingPrice", "10");
        assertDecimal(instrument.get("priceBand"), "up", "0.2");
        assertThat(data("/market/instruments?symbol=INSUSD&status=halted").size()).isZero();
        assertThat(data("/market/instruments?status=trading&assetClass=crypto").size())
                .isPositive();
    }

    @Test
    void assetsAreListedAndCanBeAskedOneByOne() {
        // When, Then
        assertThat(data("/market/assets").findValuesAsText("asset"))
                .containsExactly("BTC", "ETH", "SOL", "USD");
        assertThat(data("/market/assets?asset=usd").get(0).get("precision").asInt()).isEqualTo(2);
        assertThat(data("/market/assets").findValuesAsText("depositEnabled"))
                .hasSize(8)
                .containsOnly("true");
    }

    @Test
    void serviceCallsNeedNoKey() {
        // When, Then
        assertThat(as(given(), "/market/ping").asString())
                .isEqualTo("{\"status\":\"success\",\"data\":{}}");
        as(given(), "/market/time").then().statusCode(200);
        assertThat(as(given(), "/market/status").asString())
                .contains("\"status\":\"online\",\"environment\":\"sandbox\",\"message\":null");
    }

    private static List<Long> ids(String path) {
        List<Long> ids = new ArrayList<>();
        data(path).forEach(trade -> ids.add(trade.get("tradeId").asLong()));
        return ids;
    }

    private static List<Long> times(String path) {
        List<Long> times = new ArrayList<>();
        data(path).forEach(candle -> times.add(candle.get("timestamp").asLong()));
        return times;
    }

    private static void assertDecimal(JsonNode node, String name, String value) {
        assertThat(node.get(name).decimalValue()).as(name).isEqualByComparingTo(value);
    }
}
