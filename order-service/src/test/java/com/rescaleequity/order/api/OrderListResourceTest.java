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
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which orders a list shows, and in which order. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "order_service"),
        restrictToAnnotatedClass = false)
class OrderListResourceTest {

    private TestKey owner;
    private String oldest;
    private String middle;
    private String newest;
    private long firstTime;
    private long lastTime;

    @BeforeEach
    void placeThreeOrders() throws InterruptedException {
        TestCommands.listInstruments();
        owner = account();
        var first =
                createOrder(owner, with(limit("buy", "0.1", "50000"), "'clientOrderId':'first'"));
        oldest = id(first);
        firstTime = first.extract().path("data.createdAt");
        Thread.sleep(3);
        middle = id(createOrder(owner, limit("sell", "0.1", "59000")));
        Thread.sleep(3);
        var last =
                createOrder(
                        owner,
                        "{'symbol':'BTCUSD','side':'sell','type':'stop-loss','quantity':0.1,'price':41000}");
        newest = id(last);
        lastTime = last.extract().path("data.createdAt");
    }

    @AfterEach
    void leaveAnEmptyBook() {
        leaveNothing(owner);
    }

    @Test
    void newestComeFirstUnlessATimeOrTheClientSaysOtherwise() {
        shows("", newest, middle, oldest);
        shows("/list?sort=DESC", newest, middle, oldest);
        shows("?sort=asc", oldest, middle, newest);
        shows("?startTime=" + firstTime, oldest, middle, newest);
        shows("?sort=desc&startTime=" + firstTime, newest, middle, oldest);
        shows("?endTime=" + lastTime, newest, middle, oldest);
    }

    @Test
    void windowsIncludeTheirBounds() {
        shows("?startTime=%d&endTime=%d".formatted(firstTime, firstTime), oldest);
        shows("?startTime=" + lastTime, newest);
        shows("?endTime=" + firstTime, oldest);
        shows("?endTime=" + (firstTime - 1));
        get(owner, "?startTime=2&endTime=1")
                .statusCode(400)
                .body("error.code", equalTo("INVALID_TIME_RANGE"));
        get(owner, "?startTime=soon").body("error.code", equalTo("INVALID_PARAMETER"));
    }

    @Test
    void everyFilterFilters() {
        post(owner, "/cancel", "{'orderId':'%s'}".formatted(middle)).statusCode(200);
        shows("?status=active", oldest);
        shows("?status=Active,PENDING", newest, oldest);
        shows("?status=active,pending&sort=asc", oldest, newest);
        shows("?status=active,pending&side=sell", newest);
        shows("?status=active,pending&type=limit", oldest);
        shows("?status=active,pending&symbol=TINYUSD");
        shows("?status=active,pending&clientOrderId=first", oldest);
        shows("?status=active,pending&startTime=" + lastTime, newest);
        shows("?status=active,pending&endTime=" + firstTime, oldest);
        shows("?status=active,filled", oldest);
        shows("?status=canceled", middle);
        shows("?status=filled");
        shows("?side=Sell", newest, middle);
        shows("?type=stop-loss", newest);
        shows("?symbol=btcusd&type=limit&side=buy", oldest);
        shows("?symbol=TINYUSD");
        shows("?clientOrderId=first", oldest);
        shows("?colour=red&status=&symbol=", newest, middle, oldest);
        get(owner, "?symbol=NOPE")
                .statusCode(400)
                .body("error.code", equalTo("INVALID_SYMBOL"))
                .body("error.details.symbol", equalTo("NOPE"));
        get(owner, "?side=up&type=down&sort=left").body("error.errors", hasSize(3));
        get(owner, "?status=active&status=filled")
                .body("error.code", equalTo("CONFLICTING_PARAMETERS"));
    }

    @Test
    void aCursorGoesOnInEitherDirection() {
        for (String query :
                new String[] {
                    "?sort=asc&limit=2",
                    "?sort=desc&limit=2",
                    "?status=active,pending&sort=asc&limit=2",
                    "?status=active,pending&sort=desc&limit=2"
                }) {
            var first = get(owner, query).body("pagination.hasMore", equalTo(true));
            String cursor = first.extract().path("pagination.nextCursor");
            String last = query.contains("asc") ? newest : oldest;
            get(owner, query + "&cursor=" + cursor)
                    .body("data.orderId", contains(last))
                    .body("pagination.hasMore", equalTo(false))
                    .body("pagination.nextCursor", nullValue());
        }
        get(owner, "?cursor=garbage").statusCode(400).body("error.code", equalTo("INVALID_CURSOR"));
    }

    @Test
    void aLabelThatNoOrderCanHaveIsNotFound() {
        for (String label : new String[] {"nobody", "%20", "x".repeat(40)}) {
            get(owner, "/by-client-id/" + label)
                    .statusCode(400)
                    .body("error.code", equalTo("ORDER_NOT_FOUND"));
        }
    }

    private void shows(String query, String... orderIds) {
        get(owner, query)
                .statusCode(200)
                .body("data.orderId", equalTo(java.util.List.of(orderIds)))
                .body("data.fills", equalTo(java.util.Collections.nCopies(orderIds.length, null)));
    }
}
