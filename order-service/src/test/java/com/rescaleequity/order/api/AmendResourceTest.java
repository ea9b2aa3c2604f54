package com.rescaleequity.order.api;

import static com.rescaleequity.order.api.TestCalls.account;
import static com.rescaleequity.order.api.TestCalls.createOrder;
import static com.rescaleequity.order.api.TestCalls.get;
import static com.rescaleequity.order.api.TestCalls.id;
import static com.rescaleequity.order.api.TestCalls.leaveNothing;
import static com.rescaleequity.order.api.TestCalls.limit;
import static com.rescaleequity.order.api.TestCalls.post;
import static com.rescaleequity.order.api.TestCalls.with;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changing an order in place. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "order_service"),
        restrictToAnnotatedClass = false)
class AmendResourceTest {

    private static final String STOP_LIMIT =
            "{'symbol':'BTCUSD','side':'sell','type':'stop-loss','quantity':0.1,'price':42000,'limitPrice':43000}";

    private TestKey owner;
    private TestKey other;
    private String orderId;

    @BeforeEach
    void placeAnOrder() {
        TestCommands.listInstruments();
        owner = account();
        other = account();
        orderId =
                id(createOrder(owner, with(limit("buy", "0.5", "50000"), "'clientOrderId':'old'")));
    }

    @AfterEach
    void leaveAnEmptyBook() {
        leaveNothing(owner, other);
    }

    @Test
    void lessQuantityKeepsThePlaceInTheQueue() {
        amend("'quantity':0.4")
                .statusCode(200)
                .body("data.orderId", equalTo(orderId))
                .body("data.quantity", equalTo(0.4f))
                .body("data.remainingQuantity", equalTo(0.4f))
                .body("data.updateSequence", equalTo(2))
                .body("data.priorityKept", equalTo(true))
                .body("data.fills", hasSize(0));
        get(owner, "/" + orderId).body("data.quantity", equalTo(0.4f));
    }

    @Test
    void anotherPriceGoesToTheBackAndMayTrade() {
        createOrder(other, limit("sell", "0.2", "51000")).statusCode(200);
        amend("'price':51000")
                .statusCode(200)
                .body("data.price", equalTo(51000))
                .body("data.limitPrice", equalTo(51000))
                .body("data.priorityKept", equalTo(false))
                .body("data.subStatus", equalTo("partially_filled"))
                .body("data.fills", hasSize(1))
                .body("data.fills[0].liquidity", equalTo("taker"));
        get(owner, "/" + orderId)
                .body("data.filledQuantity", equalTo(0.2f))
                .body("data.fills", hasSize(1));
    }

    @Test
    void aNewLabelReplacesTheOldOne() {
        post(owner, "/amend", "{'clientOrderId':'old','newClientOrderId':'new'}")
                .statusCode(200)
                .body("data.clientOrderId", equalTo("new"))
                .body("data.priorityKept", equalTo(true));
        get(owner, "/by-client-id/new").body("data.orderId", equalTo(orderId));
        get(owner, "?clientOrderId=new").body("data", hasSize(1));
        get(owner, "/by-client-id/old").body("error.code", equalTo("ORDER_NOT_FOUND"));
        post(owner, "/cancel", "{'clientOrderId':'old'}")
                .statusCode(400)
                .body("error.code", equalTo("ORDER_NOT_FOUND"))
                .body("error.details.clientOrderId", equalTo("old"));
        createOrder(owner, with(limit("buy", "0.5", "50000"), "'clientOrderId':'old'"))
                .body("error.code", equalTo("DUPLICATE_CLIENT_ORDER_ID"))
                .body("error.details.order.orderId", equalTo(orderId));
        post(owner, "/cancel", "{'clientOrderId':'new'}").body("data.orderId", equalTo(orderId));
    }

    @Test
    void aLabelOfAnotherOrderIsRefusedWithThatOrder() {
        String taken =
                id(createOrder(owner, with(limit("buy", "1", "50000"), "'clientOrderId':'t'")));
        amend("'newClientOrderId':'t'")
                .statusCode(400)
                .body("error.code", equalTo("DUPLICATE_CLIENT_ORDER_ID"))
                .body("error.message", equalTo("clientOrderId t belongs to order " + taken + "."))
                .body("error.details.order.orderId", equalTo(taken));
    }

    @Test
    void noDifferenceIsRefusedWithTheOrder() {
        amend("'quantity':0.5,'price':'50000.00'")
                .statusCode(400)
                .body("error.code", equalTo("NO_CHANGE"))
                .body("error.details.order.orderId", equalTo(orderId))
                .body("error.details.order.status", equalTo("active"));
    }

    @Test
    void aClosedOrderIsShownWhole() {
        post(owner, "/cancel", "{'orderId':'%s'}".formatted(orderId)).statusCode(200);
        amend("'quantity':0.1")
                .statusCode(400)
                .body("error.code", equalTo("ORDER_ALREADY_CLOSED"))
                .body("error.details.order.status", equalTo("cancelled"))
                .body("error.details.order.closedAt", equalTo(closedAt()));
    }

    @Test
    void aTriggeredStopsTriggerCannotChange() {
        // Given a stop-limit that has triggered and rests
        tradeAt("55000");
        String sell =
                "{'symbol':'BTCUSD','side':'sell','type':'stop-loss','quantity':0.1,'price':54000,'limitPrice':60000}";
        String stop = id(createOrder(owner, sell));
        post(owner, "/amend", "{'orderId':'%s','price':54001,'limitPrice':60001}".formatted(stop))
                .statusCode(200)
                .body("data.triggerPrice", equalTo(54001))
                .body("data.limitPrice", equalTo(60001));
        tradeAt("54000");
        // When / Then
        post(owner, "/amend", "{'orderId':'%s','price':53000}".formatted(stop))
                .statusCode(400)
                .body("error.code", equalTo("ORDER_NOT_AMENDABLE"))
                .body("error.details.order.orderId", equalTo(stop))
                .body("error.details.order.status", equalTo("active"));
        post(owner, "/amend", "{'orderId':'%s','limitPrice':1000}".formatted(stop))
                .body("error.code", equalTo("PRICE_OUT_OF_BAND"))
                .body("error.errors.field", contains("limitPrice"));
        post(owner, "/amend", "{'orderId':'%s','limitPrice':60002}".formatted(stop))
                .body("data.limitPrice", equalTo(60002));
    }

    @Test
    void whatIsNotAboutAnOpenOrderOfOursIsNotFound() {
        post(other, "/amend", "{'orderId':'%s','quantity':1}".formatted(orderId))
                .statusCode(400)
                .body("error.code", equalTo("ORDER_NOT_FOUND"))
                .body("error.details.orderId", equalTo(orderId));
        post(owner, "/amend", "{'orderId':'x','quantity':1}")
                .body("error.code", equalTo("ORDER_NOT_FOUND"))
                .body("error.details.orderId", equalTo("x"));
        post(
                        owner,
                        "/amend",
                        "{'orderId':'%s','clientOrderId':'b','quantity':1}".formatted(orderId))
                .body("error.code", equalTo("CONFLICTING_PARAMETERS"))
                .body("error.errors.field", contains("clientOrderId"));
    }

    @Test
    void everyProblemOfAnAmendmentIsToldAtOnce() {
        amend("'price':50000.001,'quantity':0.000015")
                .statusCode(400)
                .body("error.code", equalTo("INVALID_PARAMETER"))
                .body("error.errors.field", containsInAnyOrder("quantity", "price"))
                .body(
                        "error.errors.code",
                        containsInAnyOrder("INVALID_QUANTITY_STEP", "INVALID_PRICE_TICK"));
        amend("'price':1000,'quantity':0.000015")
                .body(
                        "error.errors.code",
                        containsInAnyOrder("INVALID_QUANTITY_STEP", "PRICE_OUT_OF_BAND"));
        amend("'price':50000.001,'quantity':2000,'colour':'red','limitPrice':1.001")
                .body(
                        "error.errors.field",
                        containsInAnyOrder("colour", "price", "quantity", "limitPrice"));
        post(owner, "/amend", "{'orderId':'1','price':50000.001,'colour':'red'}")
                .body("error.code", equalTo("UNKNOWN_PARAMETER"));
        get(owner, "/" + orderId).body("data.updateSequence", equalTo(1));
    }

    @Test
    void aRefusalNamesTheFieldThatWasSent() {
        String stop = id(createOrder(owner, STOP_LIMIT));
        String amend = "{'orderId':'%s',".formatted(stop);
        post(owner, "/amend", amend + "'limitPrice':44000.001}")
                .statusCode(400)
                .body("error.code", equalTo("INVALID_PRICE_TICK"))
                .body("error.errors.field", contains("limitPrice"))
                .body("error.errors[0].nearest", hasSize(2))
                .body("error.details.tickSize", equalTo(0.01f));
        post(owner, "/amend", amend + "'limitPrice':20000000}")
                .body("error.code", equalTo("PRICE_OUT_OF_RANGE"))
                .body("error.errors.field", contains("limitPrice"))
                .body("error.details.max", equalTo(10000000));
        post(owner, "/amend", amend + "'limitPrice':44000.001,'price':45000.001}")
                .body("error.errors.field", containsInAnyOrder("limitPrice", "price"));
    }

    @Test
    void whatDoesNotSuitTheOrderIsNamed() {
        long soon = System.currentTimeMillis() + 60_000;
        amend("'limitPrice':1.001")
                .statusCode(400)
                .body("error.code", equalTo("CONFLICTING_PARAMETERS"))
                .body("error.errors.field", contains("limitPrice"))
                .body("error.errors.code", contains("CONFLICTING_PARAMETERS"));
        amend("'expireAt':%d,'postOnly':true".formatted(soon))
                .body("error.code", equalTo("CONFLICTING_PARAMETERS"))
                .body("error.errors.field", contains("expireAt"));
        amend("'limitPrice':1,'expireAt':%d".formatted(soon))
                .body("error.code", equalTo("INVALID_PARAMETER"))
                .body("error.errors.field", containsInAnyOrder("limitPrice", "expireAt"));
        String stop = id(createOrder(owner, STOP_LIMIT));
        post(owner, "/amend", "{'orderId':'%s','price':45001,'postOnly':true}".formatted(stop))
                .body("error.code", equalTo("CONFLICTING_PARAMETERS"))
                .body("error.errors.field", contains("postOnly"));
    }

    @Test
    void aRepeatedRefusalIsTheFirstOne() throws InterruptedException {
        long expireAt = System.currentTimeMillis() + 6_000;
        String body =
                "{'orderId':'%s','price':50000.001,'expireAt':%d}".formatted(orderId, expireAt);
        ValidatableResponse first = post(owner, "amend-1", "/amend", body);
        first.body("error.errors.field", containsInAnyOrder("price", "expireAt"));
        Thread.sleep(1_500);
        ValidatableResponse again = post(owner, "amend-1", "/amend", body);
        assertSame(again, first);
        post(owner, "/cancel", "{'orderId':'%s'}".formatted(orderId)).statusCode(200);
        assertSame(post(owner, "amend-1", "/amend", body), first);
    }

    private static void assertSame(ValidatableResponse again, ValidatableResponse first) {
        again.statusCode(400)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("error.code", equalTo(first.extract().path("error.code")))
                .body("error.message", equalTo(first.extract().path("error.message")))
                .body("error.errors", equalTo(first.extract().path("error.errors")));
    }

    @Test
    void theInstrumentsRulesHold() {
        amend("'price':50000.001")
                .body("error.code", equalTo("INVALID_PRICE_TICK"))
                .body("error.errors[0].field", equalTo("price"))
                .body("error.errors[0].nearest", hasSize(2))
                .body("error.details.tickSize", equalTo(0.01f));
        amend("'quantity':0.000015")
                .body("error.code", equalTo("INVALID_QUANTITY_STEP"))
                .body("error.details.lotSize", equalTo(0.00001f));
        amend("'quantity':2000").body("error.code", equalTo("QUANTITY_OUT_OF_RANGE"));
        amend("'price':1000").body("error.code", equalTo("PRICE_OUT_OF_BAND"));
        amend("'quantity':30").body("error.code", equalTo("INSUFFICIENT_BALANCE"));
        amend("'limitPrice':1").body("error.code", equalTo("CONFLICTING_PARAMETERS"));
        get(owner, "/" + orderId).body("data.updateSequence", equalTo(1));
    }

    @Test
    void numbersThatAreOnNoGridAreRefusedInTheInstrumentsWords() {
        amend("'price':'50000.0000000001'")
                .body("error.code", equalTo("INVALID_PRICE_TICK"))
                .body("error.details.tickSize", equalTo(0.01f));
        amend("'quantity':0,'price':-1")
                .body("error.code", equalTo("INVALID_PARAMETER"))
                .body("error.errors.field", containsInAnyOrder("quantity", "price"))
                .body(
                        "error.errors.code",
                        containsInAnyOrder("QUANTITY_OUT_OF_RANGE", "PRICE_OUT_OF_RANGE"));
        amend("'quantity':0.30000000000000004")
                .statusCode(200)
                .body("data.quantity", equalTo(0.3f));
    }

    @Test
    void notMoreThanFilledIsNoQuantity() {
        createOrder(other, limit("sell", "0.2", "50000")).statusCode(200);
        amend("'quantity':0.2")
                .statusCode(400)
                .body("error.code", equalTo("QUANTITY_OUT_OF_RANGE"))
                .body("error.details.min", equalTo(0.20001f));
    }

    @Test
    void anAmendmentNeedsAnOrderAndAChange() {
        post(owner, "/amend", "{}")
                .statusCode(400)
                .body("error.errors.field", containsInAnyOrder("orderId", "quantity"))
                .body(
                        "error.errors.code",
                        containsInAnyOrder("MISSING_PARAMETER", "MISSING_PARAMETER"));
        amend("'postOnly':true").body("error.code", equalTo("MISSING_PARAMETER"));
        amend("'quantity':1,'side':'sell'").body("error.code", equalTo("UNKNOWN_PARAMETER"));
        amend("'quantity':1,'expireAt':1").body("error.code", equalTo("INVALID_PARAMETER"));
    }

    @Test
    void anOrderGoodTillADateCanLiveLonger() {
        long now = System.currentTimeMillis();
        String terms = "'timeInForce':'GTD','expireAt':%d,'postOnly':true".formatted(now + 60_000);
        String dated = id(createOrder(owner, with(limit("buy", "0.1", "50000"), terms)));
        post(
                        owner,
                        "/amend",
                        "{'orderId':'%s','expireAt':%d,'postOnly':false}"
                                .formatted(dated, now + 120_000))
                .statusCode(200)
                .body("data.expireAt", equalTo(now + 120_000))
                .body("data.postOnly", equalTo(false))
                .body("data.priorityKept", equalTo(true));
        get(owner, "/" + dated).body("data.expireAt", equalTo(now + 120_000));
    }

    private ValidatableResponse amend(String fields) {
        return post(owner, "/amend", "{'orderId':'%s',%s}".formatted(orderId, fields));
    }

    private Object closedAt() {
        return get(owner, "/" + orderId).extract().path("data.closedAt");
    }

    private void tradeAt(String price) {
        createOrder(other, limit("sell", "0.01", price)).statusCode(200);
        createOrder(account(), limit("buy", "0.01", price)).statusCode(200);
    }
}
