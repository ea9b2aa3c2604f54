package com.rescaleequity.market.api;

import static com.rescaleequity.market.MarketCalls.data;
import static com.rescaleequity.market.TradingLog.LOG;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.Instrument;
import com.rescaleequity.protocol.trading.MarketState;
import com.rescaleequity.protocol.trading.SetMarketState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** The operator's calls about instruments; the test plays the trading core. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "market_service"),
        restrictToAnnotatedClass = false)
class AdminRoutesResourceTest {

    private static final String RULES =
            """
            {"symbol":"%s","name":"Dogecoin","baseAsset":"DOGE","quoteAsset":"USD",
             "assetClass":"crypto","tickSize":0.00001,"lotSize":1,"minQuantity":1,
             "maxQuantity":10000000,"maxMarketQuantity":1000000,"minNotional":1,
             "maxNotional":1000000,"minPrice":0.00001,"maxPrice":100,"priceBandUp":0.2,
             "priceBandDown":0.2,"marketCollar":0.05,"makerFee":0.001,"takerFee":0.002,
             "maxOpenOrders":200,"maxStopOrders":50,"listingPrice":0.1}
            """;

    @TestHTTPResource(value = "/admin/v1/instruments", management = true)
    String instruments;

    @Inject Pool pool;

    @Test
    void anInstrumentIsListedOnceTheCoreHasIt() {
        // When
        CompletableFuture<Response> answer = inForce("", RULES.formatted("DOGEUSD"));
        Instrument told = awaitCommand(i -> i.getSymbol().equals("DOGEUSD"));
        LOG.set(told).publish();

        // Then
        answer.join()
                .then()
                .statusCode(200)
                .body("data.symbol", equalTo("DOGEUSD"))
                .body("data.status", equalTo("trading"))
                .body("data.pending", equalTo(false));
        assertThat(data("/market/instruments?symbol=DOGEUSD").get(0).get("lotSize").asInt())
                .isEqualTo(1);
        assertThat(told.getListedAt()).isPositive();
        assertThat(audit("DOGEUSD"))
                .singleElement()
                .asString()
                .startsWith("tester 127.0.0.1 instruments.set {\"wanted\":{\"symbol\":\"DOGEUSD\"");
    }

    @Test
    void aMarketIsHaltedAndTheReasonKept() {
        // Given
        CompletableFuture<Response> listed = post("", RULES.formatted("HALTUSD"));
        Instrument rules = awaitCommand(i -> i.getSymbol().equals("HALTUSD"));
        LOG.set(rules).publish();
        listed.join().then().statusCode(200);

        // When
        CompletableFuture<Response> halted =
                inForce("/state", "{\"symbol\":\"haltusd\",\"state\":\"halted\"}");
        awaitState("HALTUSD", MarketState.HALTED);
        Instrument told = rules.toBuilder().setState(MarketState.HALTED).build();
        LOG.set(told).publish();

        // Then
        halted.join()
                .then()
                .statusCode(200)
                .body("data.status", equalTo("halted"))
                .body("data.pending", equalTo(false));
        assertThat(audit("HALTUSD"))
                .last()
                .isEqualTo(
                        "tester 127.0.0.1 instruments.state"
                                + " {\"before\":\"trading\",\"state\":\"halted\"} drill");
        // Then new rules leave the state alone
        CompletableFuture<Response> again =
                post("", RULES.formatted("HALTUSD").replace("0.002", "0.003"));
        Instrument changed =
                awaitCommand(i -> i.getSymbol().equals("HALTUSD") && i.getTakerFee() == 300_000);
        LOG.set(changed).publish();
        again.join().then().body("data.status", equalTo("halted"));
        assertThat(changed.getListedAt()).isEqualTo(told.getListedAt());
    }

    @Test
    void aRepeatedRequestChangesNothingMore() {
        // Given
        String body = wanted(RULES.formatted("ONCEUSD"));
        operator().body(body).post(instruments).then().statusCode(200);

        // When / Then
        operator()
                .body(body.replace("0.002", "0.003"))
                .post(instruments)
                .then()
                .statusCode(200)
                .body("data.takerFee", equalTo(0.002f));
        assertThat(audit("ONCEUSD")).hasSize(1);
        operator()
                .body(body.replace("ONCEUSD", "TWICEUSD"))
                .post(instruments)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("DUPLICATE_REQUEST_ID"));
    }

    @Test
    void whatTheCoreHasNotConfirmedIsPending() {
        CompletableFuture<Response> answer = post("", RULES.formatted("WAITUSD"));
        answer.join().then().statusCode(200).body("data.pending", equalTo(true));
        operator()
                .get(instruments)
                .then()
                .statusCode(200)
                .body("data.find { it.symbol == 'WAITUSD' }.pending", equalTo(true))
                .body("data.symbol", hasItems("BTCUSD", "WAITUSD"));
    }

    @Test
    void everyProblemIsToldAtOnce() {
        operator()
                .body(
                        wanted(
                                RULES.formatted("dogeusd")
                                        .replace("\"tickSize\":0.00001", "\"tickSize\":0")
                                        .replace("\"makerFee\":0.001", "\"makerFee\":2,\"x\":1")))
                .post(instruments)
                .then()
                .statusCode(400)
                .body(
                        "error.errors.field",
                        containsInAnyOrder("symbol", "tickSize", "makerFee", "x"));
        operator()
                .body(
                        wanted(
                                RULES.formatted("BADUSD")
                                        .replace("\"makerFee\":0.001", "\"makerFee\":0.01")
                                        .replace(
                                                "\"listingPrice\":0.1", "\"listingPrice\":0.000011")
                                        .replace("\"lotSize\":1", "\"lotSize\":0.0001")))
                .post(instruments)
                .then()
                .statusCode(400)
                .body(
                        "error.errors.field",
                        containsInAnyOrder("lotSize", "takerFee", "listingPrice"));
        operator()
                .body(wanted(RULES.formatted("BTCUSD")))
                .post(instruments)
                .then()
                .statusCode(400)
                .body("error.errors.field", containsInAnyOrder("baseAsset"));
        operator()
                .body(wanted("{\"symbol\":\"NOPEUSD\",\"state\":\"halted\"}"))
                .post(instruments + "/state")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("INVALID_SYMBOL"));
        operator()
                .body("{\"state\":\"closed\"}")
                .post(instruments + "/state")
                .then()
                .body(
                        "error.errors.field",
                        containsInAnyOrder("symbol", "state", "reason", "requestId"));
    }

    @Test
    void onlyTheOperatorMayAndOnlyOnTheManagementPort() {
        given().get(instruments).then().statusCode(401);
        given().header("Authorization", "Bearer nobody")
                .body("{}")
                .post(instruments + "/state")
                .then()
                .statusCode(401);
        operator().get("/admin/v1/instruments").then().statusCode(404);
    }

    @Test
    void theAuditTrailTakesNoChange() {
        post("", RULES.formatted("KEPTUSD")).join().then().statusCode(200);
        assertThatThrownBy(() ->
                        pool.query("UPDATE instrument_audit SET actor = 'x'")
                                .execute()
                                .await()
                                .indefinitely())
                .isInstanceOf(RuntimeException.class);
        assertThat(audit("KEPTUSD")).hasSize(1);
    }

    private List<String> audit(String symbol) {
        List<String> rows = new ArrayList<>();
        for (Row row :
                pool.query(
                                "SELECT actor || ' ' || from_address || ' ' || action || ' ' || detail"
                                        + " || ' ' || reason FROM instrument_audit WHERE symbol = '"
                                        + symbol
                                        + "' ORDER BY record_id")
                        .execute()
                        .await()
                        .indefinitely()) {
            rows.add(row.getString(0));
        }
        return rows;
    }

    private CompletableFuture<Response> post(String call, String body) {
        return CompletableFuture.supplyAsync(
                () -> operator().body(wanted(body)).post(instruments + call));
    }

    /** The same, asked again until the core goes by it: a call waits for that only a while. */
    private CompletableFuture<Response> inForce(String call, String body) {
        String named = wanted(body);
        return CompletableFuture.supplyAsync(() -> {
            long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
            Response answer = operator().body(named).post(instruments + call);
            while (Boolean.TRUE.equals(answer.path("data.pending")) && System.nanoTime() < end) {
                answer = operator().body(named).post(instruments + call);
            }
            return answer;
        });
    }

    /** The body with the reason and a name of its own that every change has. */
    private static String wanted(String body) {
        return "{\"reason\":\"drill\",\"requestId\":\""
                + UUID.randomUUID()
                + "\","
                + body.strip().substring(1);
    }

    private static io.restassured.specification.RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + ExchangeInfrastructure.OPERATOR_KEY);
    }

    /** Waits for the command that changes the state, and nothing else, of a market. */
    private static void awaitState(String symbol, MarketState state) {
        SetMarketState wanted =
                SetMarketState.newBuilder().setSymbol(symbol).setState(state).build();
        awaitLogged(command -> wanted.equals(command.getSetMarketState()));
    }

    /** The instrument of the first command of the service that sets it so. */
    private static Instrument awaitCommand(Predicate<Instrument> wanted) {
        return awaitLogged(c ->
                        c.hasSetInstrument() && wanted.test(c.getSetInstrument().getInstrument()))
                .getSetInstrument()
                .getInstrument();
    }

    private static Command awaitLogged(Predicate<Command> wanted) {
        TopicPartition commands = new TopicPartition(Topics.TRADING_COMMANDS, 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", System.getProperty("exchange.test.kafka")),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(commands));
            consumer.seekToBeginning(List.of(commands));
            long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
            while (System.nanoTime() < end) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(100))) {
                    Command command = Command.parseFrom(record.value());
                    if (wanted.test(command)) {
                        return command;
                    }
                }
            }
            throw new AssertionError("No such command came");
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
