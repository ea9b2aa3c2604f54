package com.rescaleequity.order.api;

import static com.rescaleequity.order.api.TestCalls.account;
import static com.rescaleequity.order.api.TestCalls.createOrder;
import static com.rescaleequity.order.api.TestCalls.get;
import static com.rescaleequity.order.api.TestCalls.id;
import static com.rescaleequity.order.api.TestCalls.leaveNothing;
import static com.rescaleequity.order.api.TestCalls.limit;
import static com.rescaleequity.order.api.TestCalls.post;
import static com.rescaleequity.order.api.TestCalls.with;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of each kind of order, and how its answer says so. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "order_service"),
        restrictToAnnotatedClass = false)
class OrderTypesResourceTest {

    private TestKey maker;
    private TestKey taker;

    @BeforeEach
    void tradeOnce() {
        TestCommands.listInstruments();
        maker = account();
        taker = account();
        createOrder(maker, limit("sell", "0.001", "60000")).statusCode(200);
        createOrder(taker, limit("buy", "0.001", "60000")).body("data.status", equalTo("filled"));
    }

    @AfterEach
    void leaveAnEmptyBook() {
        leaveNothing(maker, taker);
    }

    @Test
    void anOrderByQuoteQuantityHasAQuantityOnceItHasFilled() {
        createOrder(maker, limit("sell", "1", "60000")).statusCode(200);
        String order =
                id(
                        byQuote("6012")
                                .body("data.status", equalTo("filled"))
                                .body("data.quoteQuantity", equalTo(6012))
                                .body("data.quantity", equalTo(0.1f))
                                .body("data.filledQuantity", equalTo(0.1f))
                                .body("data.remainingQuantity", equalTo(0))
                                .body("data.filledValue", equalTo(6000))
                                .body("data.fees[0].amount", equalTo(12)));
        get(taker, "/" + order)
                .body("data.quantity", equalTo(0.1f))
                .body("data.remainingQuantity", equalTo(0));
    }

    @Test
    void anOrderByQuoteQuantityThatHasNotFilledHasNone() {
        ended(byQuote("6012"), "expired", "insufficient_liquidity")
                .body("data.quantity", nullValue())
                .body("data.filledQuantity", equalTo(0))
                .body("data.remainingQuantity", nullValue());
        createOrder(maker, limit("sell", "0.01", "60000")).statusCode(200);
        String order =
                id(
                        ended(byQuote("6012"), "expired", "insufficient_liquidity")
                                .body("data.quantity", nullValue())
                                .body("data.filledQuantity", equalTo(0.01f))
                                .body("data.remainingQuantity", nullValue())
                                .body("data.fills", hasSize(1)));
        get(taker, "/" + order)
                .body("data.quantity", nullValue())
                .body("data.remainingQuantity", nullValue());
    }

    @Test
    void aQuoteQuantityIsRefusedByItsOwnName() {
        for (String wrong : new String[] {"0", "-1", "0.000000001", "100000000000000"}) {
            refused(byQuote(wrong), "QUANTITY_OUT_OF_RANGE", "quoteQuantity")
                    .body("error.details.min", equalTo(0.00000001f))
                    .body("error.details.max", notNullValue());
        }
        refused(byQuote("0.01"), "NOTIONAL_TOO_SMALL", "quoteQuantity")
                .body("error.message", equalTo("quoteQuantity must be at least 0.1."))
                .body("error.details.min", equalTo(0.1f));
        refused(byQuote("20000000"), "NOTIONAL_TOO_LARGE", "quoteQuantity")
                .body("error.details.max", equalTo(10000000));
        createOrder(maker, limit("sell", "1", "60000")).statusCode(200);
        refused(byQuote("0.2"), "QUANTITY_OUT_OF_RANGE", "quoteQuantity")
                .body("error.details.min", equalTo(0.00001f));
        post(taker, "/create-batch", "{'orders':[%s]}".formatted(market("'quoteQuantity':0.01")))
                .body("data[0].error.errors.field", contains("orders[0].quoteQuantity"));
        byQuote("'6012.000000000'").statusCode(200);
    }

    @Test
    void whatDoesNotTradeAtOnceMayEndAtOnce() {
        String order = with(limit("buy", "0.2", "60000"), "'timeInForce':'IOC'");
        ended(createOrder(taker, order), "expired", "ioc_unfilled")
                .body("data.timeInForce", equalTo("IOC"))
                .body("data.fills", hasSize(0));
        createOrder(maker, limit("sell", "0.1", "60000")).statusCode(200);
        String allOrNothing = with(limit("buy", "0.2", "60000"), "'timeInForce':'FOK'");
        ended(createOrder(taker, allOrNothing), "expired", "fok_unfillable")
                .body("data.filledQuantity", equalTo(0))
                .body("data.fills", hasSize(0));
        ended(createOrder(taker, order), "expired", "ioc_unfilled")
                .body("data.filledQuantity", equalTo(0.1f))
                .body("data.remainingQuantity", equalTo(0.1f))
                .body("data.fills", hasSize(1));
    }

    @Test
    void aMarketOrderEndsWithTheBookOrAtItsCollar() {
        createOrder(maker, limit("sell", "0.1", "60000")).statusCode(200);
        ended(createOrder(taker, market("'quantity':0.2")), "expired", "insufficient_liquidity")
                .body("data.filledQuantity", equalTo(0.1f));
        createOrder(maker, limit("sell", "0.1", "60000")).statusCode(200);
        createOrder(maker, limit("sell", "0.1", "63000.01")).statusCode(200);
        ended(createOrder(taker, market("'quantity':0.2")), "expired", "price_collar")
                .body("data.filledQuantity", equalTo(0.1f))
                .body("data.fills", hasSize(1));
    }

    @Test
    void nobodyTradesWithItself() {
        String resting = ownSell();
        ended(ownBuy("'timeInForce':'GTC'"), "cancelled", "self_trade_prevention")
                .body("data.selfTradePrevention", equalTo("cancel-newest"))
                .body("data.fills", hasSize(0));
        get(taker, "/" + resting).body("data.status", equalTo("active"));
        ownBuy("'selfTradePrevention':'cancel-oldest'")
                .statusCode(200)
                .body("data.status", equalTo("active"));
        ended(get(taker, "/" + resting), "cancelled", "self_trade_prevention");
        leaveNothing(taker);
        String both = ownSell();
        ended(ownBuy("'selfTradePrevention':'cancel-both'"), "cancelled", "self_trade_prevention");
        ended(get(taker, "/" + both), "cancelled", "self_trade_prevention");
    }

    @Test
    void aStopsPriceMayBeCalledStopPrice() {
        createOrder(taker, stop("'stopPrice':55000"))
                .statusCode(200)
                .body("data.status", equalTo("pending"))
                .body("data.subStatus", equalTo("pending_trigger"))
                .body("data.price", equalTo(55000))
                .body("data.triggerPrice", equalTo(55000));
        createOrder(taker, stop("'stopPrice':55000,'price':'55000.00'")).statusCode(200);
        refused(
                createOrder(taker, stop("'stopPrice':55000,'price':54000")),
                "CONFLICTING_PARAMETERS",
                "stopPrice");
        refused(
                createOrder(taker, with(limit("buy", "0.1", "50000"), "'stopPrice':50000")),
                "CONFLICTING_PARAMETERS",
                "stopPrice");
    }

    @Test
    void aTriggeredStopTradesUnderItsOldId() {
        createOrder(maker, limit("buy", "0.01", "59000")).statusCode(200);
        createOrder(maker, limit("buy", "1", "58900")).statusCode(200);
        String stop =
                id(
                        createOrder(taker, stop("'price':59000"))
                                .body("data.status", equalTo("pending"))
                                .body("data.triggeredAt", nullValue()));
        createOrder(taker, limit("sell", "0.01", "59000")).body("data.status", equalTo("filled"));
        get(taker, "/" + stop)
                .body("data.status", equalTo("filled"))
                .body("data.subStatus", equalTo("filled"))
                .body("data.statusReason", nullValue())
                .body("data.triggeredAt", notNullValue())
                .body("data.closedAt", notNullValue())
                .body("data.filledQuantity", equalTo(0.1f))
                .body("data.fills.price", contains(58900))
                .body("data.fills.liquidity", contains("taker"));
    }

    @Test
    void aTestTellsWhatTheMarketAsks() {
        createOrder(maker, limit("sell", "1", "60000")).statusCode(200);
        post(taker, "/test", market("'quantity':0.1"))
                .statusCode(200)
                .body("data.valid", equalTo(true))
                .body("data.estimatedCost", equalTo(6000))
                .body("data.estimatedFee", equalTo(12))
                .body("data.reserve.asset", equalTo("USD"))
                .body("data.reserve.amount", equalTo(6012));
        post(taker, "/test", stop("'price':55000"))
                .statusCode(200)
                .body("data.estimatedCost", equalTo(5500))
                .body("data.estimatedFee", equalTo(11))
                .body("data.reserve.asset", equalTo("BTC"))
                .body("data.reserve.amount", equalTo(0.1f));
        String labelled = with(limit("buy", "0.1", "50000"), "'clientOrderId':'tested'");
        post(taker, "/test", labelled).statusCode(200);
        String order = id(createOrder(taker, labelled));
        post(taker, "/test", labelled)
                .statusCode(400)
                .body("error.code", equalTo("DUPLICATE_CLIENT_ORDER_ID"))
                .body("error.details.order.orderId", equalTo(order));
    }

    @Test
    void decimalsAreStringsWhereTheyAreWished() {
        String labelled = with(limit("buy", "0.1", "50000.5"), "'clientOrderId':'s'");
        inStrings(labelled)
                .statusCode(200)
                .body("data.quantity", equalTo("0.1"))
                .body("data.price", equalTo("50000.5"))
                .body("data.filledQuantity", equalTo("0"))
                .body("data.createdAt", instanceOf(Long.class))
                .body("data.updateSequence", equalTo(1));
        inStrings(labelled)
                .statusCode(400)
                .body("error.details.order.quantity", equalTo("0.1"))
                .body("error.timestamp", instanceOf(Long.class));
        inStrings(limit("buy", "0.1", "50000.001"))
                .statusCode(400)
                .body("error.code", equalTo("INVALID_PRICE_TICK"))
                .body("error.errors[0].nearest", contains("50000", "50000.01"))
                .body("error.details.tickSize", equalTo("0.01"));
    }

    private String ownSell() {
        return id(createOrder(taker, limit("sell", "0.1", "60000")));
    }

    private ValidatableResponse ownBuy(String fields) {
        return createOrder(taker, with(limit("buy", "0.1", "60000"), fields));
    }

    private ValidatableResponse byQuote(String amount) {
        return createOrder(taker, market("'quoteQuantity':" + amount));
    }

    private static String market(String fields) {
        return "{'symbol':'BTCUSD','side':'buy','type':'market',%s}".formatted(fields);
    }

    private static String stop(String fields) {
        return "{'symbol':'BTCUSD','side':'sell','type':'stop-loss','quantity':0.1,%s}"
                .formatted(fields);
    }

    private ValidatableResponse inStrings(String body) {
        return given().header("Authorization", taker.bearer())
                .header("X-Number-Format", "string")
                .contentType("application/json")
                .body(body.replace('\'', '"'))
                .post(TestCalls.ORDERS + "/create")
                .then();
    }

    private static ValidatableResponse ended(
            ValidatableResponse answer, String subStatus, String reason) {
        return answer.statusCode(200)
                .body("data.status", equalTo("cancelled"))
                .body("data.subStatus", equalTo(subStatus))
                .body("data.statusReason", equalTo(reason))
                .body("data.closedAt", notNullValue());
    }

    private static ValidatableResponse refused(
            ValidatableResponse answer, String code, String field) {
        return answer.statusCode(400)
                .body("error.code", equalTo(code))
                .body("error.errors.field", contains(field));
    }
}
