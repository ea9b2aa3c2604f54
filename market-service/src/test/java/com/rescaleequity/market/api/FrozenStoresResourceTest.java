package com.rescaleequity.market.api;

import static com.rescaleequity.market.MarketCalls.as;
import static com.rescaleequity.market.MarketCalls.data;
import static com.rescaleequity.market.MarketCalls.json;
import static com.rescaleequity.market.MarketCalls.once;
import static com.rescaleequity.market.TradingLog.LOG;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.protocol.trading.Side;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Market data while the log, or the database, answers nothing at all. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "market_service"),
        restrictToAnnotatedClass = false)
class FrozenStoresResourceTest {

    private static final long MINUTE = 60_000;

    /** Longer ago than memory goes back. */
    private static final long LONG_AGO = 3_000 * MINUTE;

    @TestHTTPResource(value = "/health/ready", management = true)
    String readiness;

    @Test
    void whileTheLogHangsReadsTellTheirAge() throws Exception {
        // Given
        List<String> reads = market("FRLUSD");
        List<JsonNode> before = reads.stream().map(path -> data(path)).toList();
        List<Long> ages = new ArrayList<>();

        // When
        List<ProcessHandle> broker =
                processes(p -> p.info().commandLine().orElse("").contains("local-broker.jar"));
        signal("-STOP", broker);
        try {
            for (int i = 0; i < reads.size(); i++) {
                Response read = once(reads.get(i));
                read.then().statusCode(200);
                assertThat(json(read).get("data")).as(reads.get(i)).isEqualTo(before.get(i));
                ages.add(Long.parseLong(read.getHeader("X-Data-Age")));
            }
            as(given(), "/market/status").then().statusCode(200);
            assertThat(given().get(readiness).statusCode()).isEqualTo(200);
        } finally {
            signal("-CONT", broker);
        }

        // Then
        assertThat(ages).isSorted().allMatch(age -> age > 0);
        LOG.trade("FRLUSD", "12", "1", Side.BUY).publish();
        assertThat(data("/market/trades?symbol=FRLUSD&limit=1").get(0).get("price").asInt())
                .isEqualTo(12);
    }

    @Test
    void whileTheDatabaseHangsMemoryAnswersAndWhatIsOlderIsUnavailable() throws Exception {
        // Given
        List<String> reads = market("FRDUSD");
        List<JsonNode> before = reads.stream().map(path -> data(path)).toList();
        String old = "/market/candles?symbol=FRDUSD&limit=2&startTime=";
        old += LOG.time() - LONG_AGO;
        assertThat(data(old).size()).isEqualTo(2);

        // When
        List<ProcessHandle> database =
                processes(p -> p.info().command().orElse("").endsWith("/bin/postgres"));
        signal("-STOP", database);
        try {
            LOG.trade("FRDUSD", "12", "1", Side.BUY).publish();
            for (int i = 0; i < reads.size(); i++) {
                Response read = once(reads.get(i));
                read.then().statusCode(200);
                assertThat(json(read).get("data")).as(reads.get(i)).isEqualTo(before.get(i));
                assertThat(Long.parseLong(read.getHeader("X-Data-Age"))).isPositive();
            }
            Response unavailable = once(old);
            unavailable.then().statusCode(503);
            assertThat(json(unavailable).get("error").get("code").asText())
                    .isEqualTo("SERVICE_UNAVAILABLE");
            assertThat(unavailable.getHeader("Retry-After")).isEqualTo("1");
            assertThat(given().get(readiness).statusCode()).isEqualTo(200);
        } finally {
            signal("-CONT", database);
        }

        // Then
        JsonNode trades = data("/market/trades?symbol=FRDUSD&fromId=1");
        assertThat(trades.findValuesAsText("tradeId")).containsExactly("1", "2", "3");
        assertThat(data(old).size()).isEqualTo(2);
    }

    /** A market with a long past, and the reads that memory answers. */
    private static List<String> market(String symbol) {
        LOG.list(symbol, "10").trade(symbol, "10", "1", Side.BUY).publish();
        LOG.pass(LONG_AGO + MINUTE)
                .level(symbol, Side.BUY, "9", "1")
                .trade(symbol, "11", "1", Side.BUY)
                .publish();
        List<String> reads = new ArrayList<>();
        reads.add("/market/tickers?symbol=" + symbol);
        reads.add("/market/depth?symbol=" + symbol);
        reads.add("/market/instruments?symbol=" + symbol);
        reads.add("/market/trades?symbol=" + symbol);
        reads.add("/market/trades?fromId=2&symbol=" + symbol);
        reads.add("/market/trades?startTime=1&symbol=" + symbol);
        for (String interval : List.of("1m", "5m", "15m", "1h", "4h", "1d", "1w")) {
            reads.add("/market/candles?limit=1000&symbol=" + symbol + "&interval=" + interval);
        }
        return reads;
    }

    private static List<ProcessHandle> processes(Predicate<ProcessHandle> wanted) {
        List<ProcessHandle> found = ProcessHandle.current().descendants().filter(wanted).toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    private static void signal(String name, List<ProcessHandle> processes)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", name));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }
}
