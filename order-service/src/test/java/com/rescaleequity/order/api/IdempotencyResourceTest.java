package com.rescaleequity.order.api;

import static com.rescaleequity.order.api.TestCalls.account;
import static com.rescaleequity.order.api.TestCalls.createOrder;
import static com.rescaleequity.order.api.TestCalls.get;
import static com.rescaleequity.order.api.TestCalls.id;
import static com.rescaleequity.order.api.TestCalls.leaveNothing;
import static com.rescaleequity.order.api.TestCalls.limit;
import static com.rescaleequity.order.api.TestCalls.meanwhile;
import static com.rescaleequity.order.api.TestCalls.post;
import static com.rescaleequity.order.api.TestCalls.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import com.rescaleequity.protocol.trading.MarketState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request that is repeated with its Idempotency-Key gets its first answer and no effect. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "order_service"),
        restrictToAnnotatedClass = false)
class IdempotencyResourceTest {

    private TestKey owner;

    @BeforeEach
    void openAnAccount() {
        TestCommands.listInstruments();
        owner = account();
    }

    @AfterEach
    void leaveAnEmptyBook() {
        TestCommands.listInstruments();
        leaveNothing(owner);
    }

    @Test
    void aRepeatedCreateAnswersAsTheFirstDid() {
        String body = with(limit("buy", "0.1", "50000"), "'clientOrderId':'once'");
        ValidatableResponse first = post(owner, "k-1", "/create", body);
        first.statusCode(200).header("Idempotency-Replayed", nullValue());
        post(owner, "\"k-1\"", "/create", body)
                .statusCode(200)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("data", equalTo(first.extract().path("data")));
        get(owner, "").body("data", hasSize(1));
    }

    @Test
    void theFirstAnswerHoldsEvenIfTheMarketHalts() {
        String body = limit("buy", "0.1", "50000");
        String order = id(post(owner, "k-1", "/create", body));
        TestCommands.setState(MarketState.HALTED);
        createOrder(owner, body).body("error.code", equalTo("MARKET_HALTED"));
        assertThat(id(post(owner, "k-1", "/create", body))).isEqualTo(order);
    }

    @Test
    void theFirstAnswerHoldsEvenIfTheRulesHaveChanged() {
        String body = limit("buy", "0.1", "50000");
        String order = id(post(owner, "k-1", "/create", body));
        TestCommands.setMinPrice("51000");
        createOrder(owner, body).body("error.code", equalTo("PRICE_OUT_OF_RANGE"));
        post(owner, "k-2", "/create", body).body("error.code", equalTo("PRICE_OUT_OF_RANGE"));
        assertThat(id(post(owner, "k-1", "/create", body))).isEqualTo(order);
    }

    @Test
    void theFirstAnswerHoldsEvenIfTheExpiryHasComeNear() throws InterruptedException {
        long expireAt = System.currentTimeMillis() + 6_000;
        String dated =
                with(
                        limit("buy", "0.1", "50000"),
                        "'timeInForce':'GTD','expireAt':%d".formatted(expireAt));
        String batch = "{'orders':[{},%s,%s]}".formatted(dated, limit("buy", "0.1", "50001"));
        String order = id(post(owner, "k-1", "/create", dated));
        ValidatableResponse first = post(owner, "k-2", "/create-batch", batch);
        first.body("data.status", contains("error", "success", "success"));
        Thread.sleep(1_500);
        createOrder(owner, dated)
                .statusCode(400)
                .body("error.code", equalTo("INVALID_PARAMETER"))
                .body("error.errors[0].field", equalTo("expireAt"));
        assertThat(id(post(owner, "k-1", "/create", dated))).isEqualTo(order);
        post(owner, "k-2", "/create-batch", batch)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("data[0].error.errors[0].field", equalTo("orders[0].symbol"))
                .body("data[1]", equalTo(first.extract().path("data[1]")))
                .body("data[2]", equalTo(first.extract().path("data[2]")));
    }

    @Test
    void aRefusalByTheCoreIsTheFirstAnswerToo() {
        String body = limit("buy", "20", "60000");
        post(owner, "k-1", "/create", body).body("error.code", equalTo("INSUFFICIENT_BALANCE"));
        TestCommands.deposit(owner.accountId(), "USD", "1000000");
        post(owner, "k-1", "/create", body)
                .statusCode(400)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("error.code", equalTo("INSUFFICIENT_BALANCE"));
        createOrder(owner, body).statusCode(200);
    }

    @Test
    void keyAndLabelComeBeforeTheRulesOfTheMarket() {
        String body = with(limit("buy", "0.1", "50000"), "'clientOrderId':'once'");
        post(owner, "k-1", "/create", body).statusCode(200);
        for (String other :
                List.of(
                        limit("buy", "0.1", "50000.001"),
                        limit("buy", "0.00000001", "50000"),
                        limit("buy", "0.1", "50000").replace("BTCUSD", "XXXUSD"))) {
            post(owner, "k-1", "/create", other)
                    .statusCode(400)
                    .body("error.code", equalTo("IDEMPOTENCY_KEY_REUSED"));
            createOrder(owner, with(other, "'clientOrderId':'once'"))
                    .statusCode(400)
                    .body("error.code", equalTo("DUPLICATE_CLIENT_ORDER_ID"))
                    .body("error.details.order.clientOrderId", equalTo("once"));
            post(
                            owner,
                            "/create-batch",
                            "{'orders':[%s]}".formatted(with(other, "'clientOrderId':'once'")))
                    .body("data[0].error.code", equalTo("DUPLICATE_CLIENT_ORDER_ID"));
        }
        TestCommands.setMinPrice("51000");
        createOrder(owner, body).body("error.code", equalTo("DUPLICATE_CLIENT_ORDER_ID"));
        get(owner, "").body("data", hasSize(1));
    }

    @Test
    void aRefusalByTheRulesOfTheMarketIsTheFirstAnswerToo() {
        String off = limit("buy", "0.000001", "50000.001");
        ValidatableResponse first = post(owner, "k-1", "/create", off).statusCode(400);
        first.body("error.errors.field", contains("quantity", "price"));
        post(owner, "k-1", "/create", off)
                .statusCode(400)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("error.errors", equalTo(first.extract().path("error.errors")));
        post(owner, "k-1", "/create", limit("buy", "0.1", "50000"))
                .body("error.code", equalTo("IDEMPOTENCY_KEY_REUSED"));
        post(owner, "k-2", "/create", limit("buy", "0.1", "50000").replace("BTCUSD", "XXXUSD"))
                .body("error.code", equalTo("INVALID_SYMBOL"))
                .body("error.details.symbol", equalTo("XXXUSD"));
        String batch = "{'orders':[%s,%s]}".formatted(off, limit("buy", "0.1", "50000"));
        for (int i = 0; i < 2; i++) {
            post(owner, "k-3", "/create-batch", batch)
                    .body("data.status", contains("error", "success"))
                    .body(
                            "data[0].error.errors.field",
                            contains("orders[0].quantity", "orders[0].price"));
        }
        get(owner, "").body("data", hasSize(1));
    }

    @Test
    void aRefusalByTheRulesIsTheSameWhenTheExpiryHasComeNear() throws InterruptedException {
        String off =
                with(
                        limit("buy", "0.000001", "50000.001"),
                        "'timeInForce':'GTD','expireAt':" + (System.currentTimeMillis() + 8_000));
        String batch = "{'orders':[%s,%s]}".formatted(off, limit("buy", "0.1", "50000"));
        ValidatableResponse first = post(owner, "k-1", "/create", off).statusCode(400);
        ValidatableResponse firstOfBatch = post(owner, "k-2", "/create-batch", batch);
        first.body("error.errors.field", contains("quantity", "price"));
        Thread.sleep(3_500);
        ValidatableResponse again = post(owner, "k-1", "/create", off);
        again.statusCode(400)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("error.code", equalTo(first.extract().path("error.code")))
                .body("error.errors", equalTo(first.extract().path("error.errors")))
                .body("error.details", equalTo(first.extract().path("error.details")));
        post(owner, "k-2", "/create-batch", batch)
                .statusCode(200)
                .header("Idempotency-Replayed", equalTo("true"))
                .body(
                        "data[0].error.errors",
                        equalTo(firstOfBatch.extract().path("data[0].error.errors")))
                .body("data[1]", equalTo(firstOfBatch.extract().path("data[1]")));
    }

    @Test
    void numbersThatNoMarketAllowsPlaceNothing() {
        String stop =
                "{'symbol':'BTCUSD','side':'sell','type':'stop-loss','quantity':%s,'price':%s,'limitPrice':%s,'clientOrderId':'s'}";
        for (String wrong : List.of("0", "0.000000001", "41000.000000001", "999999999999999")) {
            for (String body :
                    List.of(
                            stop.formatted(wrong, "41000", "40000"),
                            stop.formatted("0.1", wrong, "40000"),
                            stop.formatted("0.1", "41000", wrong))) {
                post(owner, "k " + body.hashCode(), "/create", body).statusCode(400);
                createOrder(owner, body).statusCode(400);
            }
        }
        get(owner, "").body("data", hasSize(0));
    }

    @Test
    void fieldErrorsAreNotRemembered() {
        post(owner, "k-1", "/create", "{'symbol':'BTCUSD'}").statusCode(400);
        post(owner, "k-1", "/create", limit("buy", "0.1", "50000"))
                .statusCode(200)
                .header("Idempotency-Replayed", nullValue());
    }

    @Test
    void anotherBodyOrAnotherCallUnderTheKeyIsRefused() {
        String body = limit("buy", "0.1", "50000");
        post(owner, "k-1", "/create", body).statusCode(200);
        post(owner, "k-1", "/create", body + " ")
                .statusCode(400)
                .header("Idempotency-Replayed", nullValue())
                .body("error.code", equalTo("IDEMPOTENCY_KEY_REUSED"));
        TestKey other = account();
        post(other, "k-1", "/create", body + " ").statusCode(200);
        leaveNothing(other);
    }

    @Test
    void everyPostOfAnOrderHonoursItsKey() {
        String order = id(createOrder(owner, limit("buy", "0.1", "50000")));
        String named = "{'orderId':'%s'}".formatted(order);
        // A test does nothing that a repetition could do twice: it is judged anew
        post(owner, "k-test", "/test", limit("buy", "0.1", "50000")).statusCode(200);
        post(owner, "k-test", "/test", limit("buy", "0.1", "50000")).statusCode(200);
        same("/amend", "{'orderId':'%s','quantity':0.05}".formatted(order));
        same("/cancel-all-after", "{'timeout':60}");
        same("/cancel-all-after", "{'timeout':0}");
        same("/cancel", named);
        String next = id(createOrder(owner, limit("buy", "0.1", "50000")));
        same("/cancel-batch", "{'orders':[{'orderId':'%s'}]}".formatted(next));
        createOrder(owner, limit("buy", "0.1", "50000")).statusCode(200);
        same("/cancel-all", "{}");
    }

    @Test
    void aKeyMustBeReadable() {
        String body = limit("buy", "0.1", "50000");
        post(owner, "", "/create", body)
                .statusCode(400)
                .body("error.code", equalTo("INVALID_PARAMETER"))
                .body("error.errors[0].field", equalTo("Idempotency-Key"));
        post(owner, "k".repeat(65), "/create", with(body, "'colour':'red'"))
                .body("error.errors.field", hasItems("Idempotency-Key", "colour"));
        post(owner, "k".repeat(64), "/create", body).statusCode(200);
    }

    @Test
    void manyAtOnceUnderOneKeyAreOneOrder() {
        String body = limit("buy", "0.1", "50000");
        List<CompletableFuture<String>> calls =
                IntStream.range(0, 8)
                        .mapToObj(i -> meanwhile(() -> id(post(owner, "k-1", "/create", body))))
                        .toList();
        assertThat(calls.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        get(owner, "").body("data", hasSize(1));
    }

    @Test
    void manyAtOnceUnderOneLabelAreOneOrderThatEveryRefusalShows() {
        String body = with(limit("buy", "0.1", "50000"), "'clientOrderId':'one'");
        List<CompletableFuture<ValidatableResponse>> calls =
                IntStream.range(0, 50)
                        .mapToObj(i -> meanwhile(() -> createOrder(owner, body)))
                        .toList();
        List<ValidatableResponse> refused =
                calls.stream()
                        .map(CompletableFuture::join)
                        .filter(answer -> answer.extract().statusCode() != 200)
                        .toList();
        assertThat(refused).hasSize(49);
        for (ValidatableResponse answer : refused) {
            answer.body("error.code", equalTo("DUPLICATE_CLIENT_ORDER_ID"))
                    .body("error.details.order.clientOrderId", equalTo("one"));
        }
    }

    private void same(String call, String body) {
        String key = "k" + call + body.hashCode();
        ValidatableResponse first = post(owner, key, call, body);
        first.statusCode(200);
        post(owner, key, call, body)
                .statusCode(200)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("data", equalTo(first.extract().path("data")));
    }
}
