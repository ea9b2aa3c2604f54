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
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several orders with one call, and calling all of them off. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "order_service"),
        restrictToAnnotatedClass = false)
class BatchResourceTest {

    private TestKey owner;

    @BeforeEach
    void openAnAccount() {
        TestCommands.listInstruments();
        owner = account();
    }

    @AfterEach
    void leaveAnEmptyBook() {
        leaveNothing(owner);
    }

    @Test
    void theItemsOfABatchStandAndFallAlone() {
        post(
                        owner,
                        "/create-batch",
                        batch(
                                with(limit("buy", "0.1", "50000"), "'clientOrderId':'a'"),
                                "{'symbol':'BTCUSD','side':'buy','type':'limit','quantity':0.1}",
                                limit("buy", "0.1", "1000"),
                                with(limit("buy", "0.1", "50000"), "'clientOrderId':'a'"),
                                "7",
                                limit("buy", "0.2", "50001"),
                                limit("buy", "0.2", "50001.001"),
                                limit("buy", "0.000000001", "50001")))
                .statusCode(200)
                .body("status", equalTo("success"))
                .body(
                        "data.status",
                        contains(
                                "success", "error", "error", "error", "error", "success", "error",
                                "error"))
                .body("data[0].data.clientOrderId", equalTo("a"))
                .body("data[0].data.fills", hasSize(0))
                .body("data[1].error.code", equalTo("PRICE_REQUIRED"))
                .body("data[1].error.errors[0].field", equalTo("orders[1].price"))
                .body("data[1].error.requestId", notNullValue())
                .body("data[2].error.code", equalTo("PRICE_OUT_OF_BAND"))
                .body("data[2].error.errors[0].field", equalTo("orders[2].price"))
                .body("data[3].error.code", equalTo("DUPLICATE_CLIENT_ORDER_ID"))
                .body("data[3].error.details.order.clientOrderId", equalTo("a"))
                .body("data[4].error.code", equalTo("INVALID_PARAMETER"))
                .body("data[4].error.errors.field", contains("orders[4]"))
                .body("data[5].data.price", equalTo(50001))
                .body("data[6].error.code", equalTo("INVALID_PRICE_TICK"))
                .body("data[6].error.errors.field", contains("orders[6].price"))
                .body("data[7].error.errors.field", contains("orders[7].quantity"));
        get(owner, "?status=active").body("data", hasSize(2));
    }

    @Test
    void aBatchMustBeAListOfAFew() {
        String order = limit("buy", "0.1", "50000");
        post(owner, "/create-batch", batch(Collections.nCopies(21, order).toArray(String[]::new)))
                .statusCode(400)
                .body("error.code", equalTo("BATCH_TOO_LARGE"))
                .body("error.errors[0].field", equalTo("orders"))
                .body("error.details.max", equalTo(20));
        post(owner, "/create-batch", "{}").body("error.code", equalTo("MISSING_PARAMETER"));
        post(owner, "/create-batch", "{'orders':[]}")
                .body("error.code", equalTo("INVALID_PARAMETER"));
        post(owner, "/create-batch", "{'orders':{},'atomic':true}")
                .body("error.errors.field", hasItems("orders", "atomic"));
        String cancel = "{'orderId':'1'}";
        post(owner, "/cancel-batch", batch(Collections.nCopies(51, cancel).toArray(String[]::new)))
                .body("error.code", equalTo("BATCH_TOO_LARGE"));
        get(owner, "").body("data", hasSize(0));
    }

    @Test
    void aBatchOfNothingButMistakesIsStillAnswered() {
        post(owner, "/create-batch", batch("{}", "{'symbol':'NOPE'}"))
                .statusCode(200)
                .body("data.status", contains("error", "error"));
    }

    @Test
    void cancelsAreAnsweredInTheOrderOfTheRequest() {
        String first = id(createOrder(owner, limit("buy", "0.1", "50000")));
        String second =
                id(createOrder(owner, with(limit("buy", "0.1", "50001"), "'clientOrderId':'b'")));
        post(
                        owner,
                        "/cancel-batch",
                        batch(
                                "{'clientOrderId':'b'}",
                                "{}",
                                "{'orderId':'nonsense'}",
                                "{'orderId':'%s'}".formatted(first),
                                "{'orderId':'%s'}".formatted(first)))
                .statusCode(200)
                .body("data.status", contains("success", "error", "error", "success", "error"))
                .body("data[0].data.orderId", equalTo(second))
                .body("data[0].data.status", equalTo("cancelled"))
                .body("data[1].error.code", equalTo("MISSING_PARAMETER"))
                .body("data[1].error.errors[0].field", equalTo("orders[1].orderId"))
                .body("data[2].error.code", equalTo("ORDER_NOT_FOUND"))
                .body("data[3].data.orderId", equalTo(first))
                .body("data[4].error.code", equalTo("ORDER_ALREADY_CLOSED"))
                .body("data[4].error.details.order.orderId", equalTo(first));
    }

    @Test
    void allOrdersOfASideOrAMarketOrTheAccountAreCancelled() {
        String buy = id(createOrder(owner, limit("buy", "0.1", "50000")));
        String sell = id(createOrder(owner, limit("sell", "0.1", "59000")));
        String stop =
                id(
                        createOrder(
                                owner,
                                "{'symbol':'BTCUSD','side':'sell','type':'stop-loss','quantity':0.1,'price':41000}"));
        post(owner, "/cancel-all", "{'symbol':'TINYUSD'}")
                .statusCode(200)
                .body("data.cancelledCount", equalTo(0))
                .body("data.orders", hasSize(0));
        post(owner, "/cancel-all", "{'symbol':'btcusd','side':'BUY'}")
                .body("data.orders.orderId", contains(buy));
        post(owner, "/cancel-all", "")
                .statusCode(200)
                .body("data.cancelledCount", equalTo(2))
                .body("data.orders.orderId", contains(sell, stop))
                .body("data.orders.statusReason", contains("cancel_all", "cancel_all"));
        get(owner, "?status=active,pending").body("data", hasSize(0));
        post(owner, "/cancel-all", "{'symbol':'NOPE','side':'b','all':true}")
                .statusCode(400)
                .body(
                        "error.errors.code",
                        hasItems("INVALID_SYMBOL", "INVALID_SIDE", "UNKNOWN_PARAMETER"));
    }

    @Test
    void theDeadMansSwitchIsArmedAndDisarmed() {
        var armed = post(owner, "/cancel-all-after", "{'timeout':60}").statusCode(200).extract();
        long now = armed.path("data.currentTime");
        armed.response().then().body("data.triggerTime", equalTo(now + 60_000));
        post(owner, "/cancel-all-after", "{'timeout':0}")
                .statusCode(200)
                .body("data.triggerTime", equalTo(null));
        for (String wrong : new String[] {"4", "86401", "-1", "1.5", "true", "'60'"}) {
            post(owner, "/cancel-all-after", "{'timeout':%s}".formatted(wrong))
                    .statusCode(400)
                    .body("error.code", equalTo("INVALID_PARAMETER"))
                    .body("error.errors[0].field", equalTo("timeout"));
        }
        post(owner, "/cancel-all-after", "{}").body("error.code", equalTo("MISSING_PARAMETER"));
    }

    @Test
    void anExpiredSwitchCancelsEverything() throws InterruptedException {
        String order = id(createOrder(owner, limit("buy", "0.1", "50000")));
        post(owner, "/cancel-all-after", "{'timeout':5}").statusCode(200);
        Thread.sleep(5_500);
        get(owner, "/" + order)
                .body("data.status", equalTo("cancelled"))
                .body("data.statusReason", equalTo("cancel_all_after"));
    }

    private static String batch(String... orders) {
        return "{'orders':[" + String.join(",", orders) + "]}";
    }
}
