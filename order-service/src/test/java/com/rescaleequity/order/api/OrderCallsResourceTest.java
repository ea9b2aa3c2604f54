package com.rescaleequity.order.api;

import static com.rescaleequity.order.api.TestCalls.account;
import static com.rescaleequity.order.api.TestCalls.createOrder;
import static com.rescaleequity.order.api.TestCalls.get;
import static com.rescaleequity.order.api.TestCalls.id;
import static com.rescaleequity.order.api.TestCalls.leaveNothing;
import static com.rescaleequity.order.api.TestCalls.limit;
import static com.rescaleequity.order.api.TestCalls.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order calls against a real log, core and database. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "order_service"),
        restrictToAnnotatedClass = false)
class OrderCallsResourceTest {

    private TestKey buyer;
    private TestKey seller;

    @BeforeEach
    void openAccounts() {
        TestCommands.listInstruments();
        buyer = account();
        seller = account();
    }

    @AfterEach
    void leaveAnEmptyBook() {
        leaveNothing(buyer, seller);
    }

    @Test
    void thePublishedExampleRests() {
        createOrder(
                        buyer,
                        """
                        {"symbol":"BTCUSD","side":"buy","type":"limit","quantity":0.5,"price":50000}
                        """)
                .statusCode(200)
                .body("status", equalTo("success"))
                .body("data.status", equalTo("active"))
                .body("data.subStatus", equalTo("new"))
                .body("data.price", equalTo(50000))
                .body("data.remainingQuantity", equalTo(0.5f))
                .body("data.averagePrice", nullValue())
                .body("data.clientOrderId", notNullValue())
                .body("data.fills", hasSize(0));
    }

    @Test
    void theAnswerCarriesTheFills() {
        createOrder(seller, limit("sell", "0.3", "61000.5")).statusCode(200);
        createOrder(buyer, limit("buy", "0.5", "61000.5"))
                .statusCode(200)
                .body("data.status", equalTo("active"))
                .body("data.subStatus", equalTo("partially_filled"))
                .body("data.filledQuantity", equalTo(0.3f))
                .body("data.fills", hasSize(1))
                .body("data.fills[0].liquidity", equalTo("taker"))
                .body("data.fills[0].fee", equalTo(36.6003f))
                .body("data.fees[0].asset", equalTo("USD"));
    }

    @Test
    void allThreePublishedTypesAreAccepted() {
        createOrder(seller, limit("sell", "1", "60500")).statusCode(200);
        createOrder(
                        buyer,
                        """
                        {"symbol":"BTCUSD","side":"buy","type":"market","quantity":1,"price":1}
                        """)
                .statusCode(200)
                .body("data.status", equalTo("filled"))
                .body("data.price", nullValue());
        createOrder(
                        seller,
                        """
                        {"symbol":"BTCUSD","side":"sell","type":"stop-loss","quantity":0.1,"price":55000}
                        """)
                .statusCode(200)
                .body("data.status", equalTo("pending"))
                .body("data.price", equalTo(55000))
                .body("data.triggerPrice", equalTo(55000))
                .body("data.limitPrice", nullValue());
    }

    @Test
    void readsShowWhatWasJustWritten() {
        for (int i = 0; i < 20; i++) {
            String id = id(createOrder(buyer, limit("buy", "0.01", "50001")));
            get(buyer, "/" + id)
                    .statusCode(200)
                    .body("data.orderId", equalTo(id))
                    .body("data.fills", hasSize(0));
            get(buyer, "?status=active,pending&limit=1")
                    .statusCode(200)
                    .body("data[0].orderId", equalTo(id));
        }
    }

    @Test
    void aCancelIsFinalAndASecondOneShowsTheOrder() {
        String id = id(createOrder(buyer, limit("buy", "0.5", "50000")));
        post(buyer, "/cancel", "{\"orderId\":\"%s\"}".formatted(id))
                .statusCode(200)
                .body("data.status", equalTo("cancelled"))
                .body("data.subStatus", equalTo("cancelled"))
                .body("data.statusReason", equalTo("user_request"))
                .body("data.closedAt", notNullValue());
        post(buyer, "/cancel", "{\"orderId\":\"%s\"}".formatted(id))
                .statusCode(400)
                .body("error.code", equalTo("ORDER_ALREADY_CLOSED"))
                .body("error.details.order.orderId", equalTo(id))
                .body("error.details.order.status", equalTo("cancelled"));
        given().header("Authorization", buyer.bearer())
                .delete("/api/v1/orders/" + id)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("ORDER_ALREADY_CLOSED"));
    }

    @Test
    void anotherAccountsOrderIsNotThere() {
        String id = id(createOrder(buyer, limit("buy", "0.5", "50000")));
        get(seller, "/" + id).statusCode(400).body("error.code", equalTo("ORDER_NOT_FOUND"));
        post(seller, "/cancel", "{\"orderId\":\"%s\"}".formatted(id))
                .statusCode(400)
                .body("error.code", equalTo("ORDER_NOT_FOUND"));
        get(seller, "/999999999999").body("error.code", equalTo("ORDER_NOT_FOUND"));
        get(seller, "/nonsense").body("error.code", equalTo("ORDER_NOT_FOUND"));
        get(buyer, "/" + id).body("data.status", equalTo("active"));
    }

    @Test
    void aLabelIsUsedOnce() {
        String body =
                """
                {"symbol":"BTCUSD","side":"buy","type":"limit","quantity":0.5,"price":50000,"clientOrderId":"grid-17"}
                """;
        String id = id(createOrder(buyer, body));
        createOrder(buyer, body)
                .statusCode(400)
                .body("error.code", equalTo("DUPLICATE_CLIENT_ORDER_ID"))
                .body("error.details.order.orderId", equalTo(id));
        get(buyer, "/by-client-id/grid-17").body("data.orderId", equalTo(id));
        get(buyer, "?clientOrderId=grid-17").body("data", hasSize(1));
        get(seller, "/by-client-id/grid-17").body("error.code", equalTo("ORDER_NOT_FOUND"));
        post(buyer, "/cancel", "{\"clientOrderId\":\"grid-17\"}").body("data.orderId", equalTo(id));
    }

    @Test
    void anAssignedLabelIsAsGoodAsAChosenOne() {
        String body =
                """
                {"symbol":"BTCUSD","side":"buy","type":"limit","quantity":0.5,"price":50000}
                """;
        ValidatableResponse placed = createOrder(buyer, body).statusCode(200);
        String label = placed.extract().path("data.clientOrderId");
        String id = placed.extract().path("data.orderId");
        String likeIt = body.replace("}", ",\"clientOrderId\":\"" + label + "\"}");
        String byLabel = "{\"clientOrderId\":\"" + label + "\"}";

        createOrder(buyer, likeIt)
                .body("error.code", equalTo("DUPLICATE_CLIENT_ORDER_ID"))
                .body("error.details.order.orderId", equalTo(id));
        createOrder(seller, likeIt).statusCode(200).body("data.clientOrderId", equalTo(label));
        get(buyer, "/by-client-id/" + label).body("data.orderId", equalTo(id));
        post(buyer, "/cancel", byLabel)
                .body("data.orderId", equalTo(id))
                .body("data.status", equalTo("cancelled"));
        createOrder(buyer, likeIt).body("error.code", equalTo("DUPLICATE_CLIENT_ORDER_ID"));
        post(buyer, "/cancel", byLabel).body("error.code", equalTo("ORDER_ALREADY_CLOSED"));
    }

    @Test
    void everyProblemOfABodyIsToldAtOnce() {
        createOrder(
                        buyer,
                        """
                        {"symbol":"BTCUSD","side":"bye","type":"limit","quantity":0.000001,"price":1.001,"colour":"red"}
                        """)
                .statusCode(400)
                .body("error.code", equalTo("INVALID_PARAMETER"))
                .body(
                        "error.errors.field",
                        containsInAnyOrder("side", "quantity", "price", "colour"))
                .body("error.errors.code", hasItem("UNKNOWN_PARAMETER"));
    }

    @Test
    void aPriceOffTheTickGridNamesTheNearest() {
        createOrder(buyer, limit("buy", "0.5", "45250.755"))
                .statusCode(400)
                .body("error.code", equalTo("INVALID_PRICE_TICK"))
                .body("error.errors[0].nearest", contains(45250.75f, 45250.76f))
                .body("error.details.tickSize", equalTo(0.01f));
    }

    @Test
    void aPriceOutOfTheBandIsToldBesideAQuantityOffItsStep() {
        createOrder(buyer, order("0.000015", "1000"))
                .statusCode(400)
                .body("error.code", equalTo("INVALID_PARAMETER"))
                .body("error.errors.field", containsInAnyOrder("quantity", "price"))
                .body(
                        "error.errors.code",
                        containsInAnyOrder("INVALID_QUANTITY_STEP", "PRICE_OUT_OF_BAND"));
    }

    @Test
    void eachRefusalHasItsCode() {
        refused(
                "INVALID_SYMBOL",
                "{'symbol':'FOOBAR','side':'buy','type':'limit','quantity':1,'price':1}");
        refused("MISSING_PARAMETER", "{'side':'buy','type':'limit','quantity':1,'price':1}");
        refused(
                "INVALID_SIDE",
                "{'symbol':'BTCUSD','side':'b','type':'limit','quantity':1,'price':60000}");
        refused(
                "INVALID_ORDER_TYPE",
                "{'symbol':'BTCUSD','side':'buy','type':'trailing-stop','quantity':1}");
        refused("PRICE_REQUIRED", "{'symbol':'BTCUSD','side':'buy','type':'limit','quantity':1}");
        refused(
                "PRICE_REQUIRED",
                "{'symbol':'BTCUSD','side':'sell','type':'stop-loss','quantity':1}");
        refused(
                "QUANTITY_REQUIRED",
                "{'symbol':'BTCUSD','side':'buy','type':'limit','price':60000}");
        refused("INVALID_QUANTITY_STEP", order("0.000015", "60000"));
        refused("QUANTITY_OUT_OF_RANGE", order("100000", "60000"));
        refused("QUANTITY_OUT_OF_RANGE", order("-1", "60000"));
        refused("PRICE_OUT_OF_RANGE", order("1", "0"));
        refused("PRICE_OUT_OF_BAND", order("1", "1000"));
        refused("NOTIONAL_TOO_SMALL", order("0.5", "60000").replace("BTCUSD", "TINYUSD"));
        refused("NOTIONAL_TOO_LARGE", order("500", "60000"));
        refused(
                "STOP_WOULD_TRIGGER_IMMEDIATELY",
                "{'symbol':'BTCUSD','side':'sell','type':'stop-loss','quantity':1,'price':70000}");
        refused("INSUFFICIENT_BALANCE", order("20", "60000"));
        refused("INVALID_TIME_IN_FORCE", order("1", "60000").replace("}", ",'timeInForce':'DAY'}"));
        refused("CONFLICTING_PARAMETERS", order("1", "60000").replace("}", ",'limitPrice':1}"));
        refused("DEADLINE_EXCEEDED", order("1", "50000").replace("}", ",'deadline':1}"));
        refused("INVALID_PARAMETER", order("1e999999999", "60000"));
        refused("INVALID_PARAMETER", order("1234567890123456789012345678901234567890", "60000"));
        refused("INVALID_PARAMETER", order("1", "60000").replace("}", ",'clientOrderId':'a b'}"));
        refused("INVALID_JSON", "{'symbol':'BTCUSD','symbol':'BTCUSD'}");
        refused("INVALID_JSON", "{'symbol':");
        refused("INVALID_JSON", "[1]");
    }

    @Test
    void aPostOnlyOrderNeverTakes() {
        createOrder(seller, limit("sell", "0.2", "59000")).statusCode(200);
        createOrder(
                        buyer,
                        """
                        {"symbol":"BTCUSD","side":"buy","type":"limit","quantity":0.1,"price":59000,"postOnly":true}
                        """)
                .statusCode(400)
                .body("error.code", equalTo("POST_ONLY_WOULD_CROSS"))
                .body("error.details.bestAsk", equalTo(59000));
        createOrder(buyer, limit("buy", "0.2", "59000")).body("data.status", equalTo("filled"));
    }

    @Test
    void aListPagesWithoutSkippingOrRepeating() {
        for (int i = 0; i < 7; i++) {
            createOrder(buyer, limit("buy", "0.01", "50000")).statusCode(200);
        }
        JsonPath first = get(buyer, "?limit=3").extract().jsonPath();
        JsonPath second =
                get(buyer, "?limit=3&cursor=" + first.getString("pagination.nextCursor"))
                        .extract()
                        .jsonPath();
        assertThat(first.getList("data.orderId")).hasSize(3);
        assertThat(first.getBoolean("pagination.hasMore")).isTrue();
        assertThat(second.getList("data.orderId")).hasSize(3);
        assertThat(second.getList("data.orderId"))
                .doesNotContainAnyElementsOf(first.getList("data.orderId"));
        get(buyer, "?limit=2&status=active&cursor=" + first.getString("pagination.nextCursor"))
                .statusCode(400)
                .body("error.code", equalTo("INVALID_CURSOR"));
        get(buyer, "?limit=501")
                .statusCode(400)
                .body("error.code", equalTo("INVALID_PARAMETER"))
                .body("error.details.max", equalTo(500));
        get(buyer, "?status=&limit=").statusCode(200);
        get(buyer, "?status=done").body("error.code", equalTo("INVALID_PARAMETER"));
        get(buyer, "?status=canceled").statusCode(200);
    }

    @Test
    void aCallThatThereIsNotIs404() {
        post(buyer, "/merge", "{}").statusCode(404).body("error.code", equalTo("NOT_FOUND"));
        given().body("{}")
                .post("/api/v1/orders/merge")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("NOT_FOUND"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create",
                "create-batch",
                "test",
                "amend",
                "cancel",
                "cancel-all",
                "cancel-all-after",
                "cancel-batch"
            })
    void aCallWithAnotherMethodIs405(String call) {
        for (String method : List.of("GET", "DELETE", "PUT")) {
            for (String authorization : List.of("", buyer.bearer())) {
                RequestSpecification request = given();
                if (!authorization.isEmpty()) {
                    request.header("Authorization", authorization);
                }
                request.request(method, "/api/v1/orders/" + call)
                        .then()
                        .statusCode(405)
                        .header("Allow", equalTo("OPTIONS, POST"))
                        .body("error.code", equalTo("METHOD_NOT_ALLOWED"));
            }
        }
    }

    @Test
    void onlyTheNamesOfCallsAreNoOrders() {
        for (String name : List.of("nope", "created", "cancel-al", "cancel-all-afters")) {
            get(buyer, "/" + name)
                    .statusCode(400)
                    .body("error.code", equalTo("ORDER_NOT_FOUND"))
                    .body("error.details.orderId", equalTo(name));
        }
        given().get("/api/v1/orders/nope").then().statusCode(401);
        given().delete("/api/v1/orders/list")
                .then()
                .statusCode(405)
                .header("Allow", equalTo("GET, HEAD, OPTIONS"));
        given().contentType("application/json")
                .post("/api/v1/orders/list")
                .then()
                .statusCode(405)
                .header("Allow", equalTo("GET, HEAD, OPTIONS"));
        get(buyer, "/list").statusCode(200);
        for (String method : List.of("PUT", "POST")) {
            given().contentType("application/json")
                    .request(method, "/api/v1/orders/1")
                    .then()
                    .statusCode(405)
                    .header("Allow", equalTo("DELETE, GET, HEAD, OPTIONS"));
        }
    }

    @Test
    void aReadingKeyDoesNotTrade() {
        TestKey reader = TestKeys.publish(buyer.accountId(), "read");
        createOrder(reader, limit("buy", "0.01", "50000"))
                .statusCode(403)
                .body("error.code", equalTo("PERMISSION_DENIED"))
                .body("error.details.requiredScope", equalTo("trade"));
    }

    private void refused(String code, String body) {
        createOrder(buyer, body.replace('\'', '"'))
                .statusCode(400)
                .body("status", equalTo("error"))
                .body("error.code", equalTo(code));
    }

    private static String order(String quantity, String price) {
        return "{'symbol':'BTCUSD','side':'buy','type':'limit','quantity':%s,'price':%s}"
                .formatted(quantity, price);
    }
}
