package com.rescaleequity.order.api;

import static com.rescaleequity.order.api.TestCalls.account;
import static com.rescaleequity.order.api.TestCalls.createOrder;
import static com.rescaleequity.order.api.TestCalls.getAccount;
import static com.rescaleequity.order.api.TestCalls.id;
import static com.rescaleequity.order.api.TestCalls.leaveNothing;
import static com.rescaleequity.order.api.TestCalls.limit;
import static com.rescaleequity.order.api.TestCalls.post;
import static com.rescaleequity.order.api.TestCalls.with;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.rescaleequity.order.testing.Database;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account's own trades: what they show, which of them, and to whom. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "order_service"),
        restrictToAnnotatedClass = false)
class OwnTradesResourceTest {

    private static final String TINY =
            "{'symbol':'TINYUSD','side':'%s','type':'limit','quantity':20,'price':60000}";

    private TestKey maker;
    private TestKey taker;

    @BeforeEach
    void openAccounts() {
        TestCommands.listInstruments();
        maker = account();
        taker = account();
        TestCommands.deposit(maker.accountId(), "TINY", "100");
        TestCommands.deposit(taker.accountId(), "USD", "10000000");
    }

    @AfterEach
    void leaveAnEmptyBook() {
        leaveNothing(maker, taker);
    }

    /** What the taker of a trade was answered. */
    private record Taken(String orderId, long tradeId, long time) {}

    @Test
    void eachSideSeesItsOwnShare() {
        // Given
        String resting =
                id(createOrder(maker, with(limit("sell", "0.1", "60000"), "'clientOrderId':'m'")));
        Taken taken = buy("t", limit("buy", "0.1", "60000"));

        // When / Then
        assertThat(getAccount(maker, "/trades").statusCode(200).extract().asString())
                .contains(
                        ("'data':[{'tradeId':%d,'orderId':'%s','clientOrderId':'m',"
                                        + "'symbol':'BTCUSD','side':'sell','liquidity':'maker',"
                                        + "'price':60000,'quantity':0.1,'quoteQuantity':6000,"
                                        + "'fee':6,'feeAsset':'USD','timestamp':%d}]")
                                .formatted(taken.tradeId(), resting, taken.time())
                                .replace('\'', '"'));
        assertThat(getAccount(taker, "/trades").statusCode(200).extract().asString())
                .contains(
                        ("'data':[{'tradeId':%d,'orderId':'%s','clientOrderId':'t',"
                                        + "'symbol':'BTCUSD','side':'buy','liquidity':'taker',"
                                        + "'price':60000,'quantity':0.1,'quoteQuantity':6000,"
                                        + "'fee':12,'feeAsset':'USD','timestamp':%d}]")
                                .formatted(taken.tradeId(), taken.orderId(), taken.time())
                                .replace('\'', '"'));
        getAccount(taker, "/trades?numberFormat=string")
                .body("data[0].quantity", equalTo("0.1"))
                .body("data[0].tradeId", equalTo((int) taken.tradeId()))
                .body("pagination.limit", equalTo(100))
                .body("pagination.hasMore", equalTo(false))
                .body("pagination.nextCursor", nullValue());
    }

    @Test
    void nobodySeesAnothersTrades() {
        // Given
        TestKey stranger = account();
        createOrder(maker, limit("sell", "0.2", "60000")).statusCode(200);
        Taken first = buy("mine", limit("buy", "0.1", "60000"));
        buy("other", limit("buy", "0.1", "60000"));
        String cursor =
                getAccount(taker, "/trades?limit=1")
                        .body("pagination.hasMore", equalTo(true))
                        .extract()
                        .path("pagination.nextCursor");

        // When / Then
        for (String query :
                List.of(
                        "",
                        "?symbol=BTCUSD",
                        "?orderId=" + first.orderId(),
                        "?clientOrderId=mine",
                        "?symbol=BTCUSD&fromId=" + first.tradeId(),
                        "?startTime=" + first.time(),
                        "?endTime=" + first.time() + "&symbol=BTCUSD")) {
            getAccount(stranger, "/trades" + query).statusCode(200).body("data", empty());
        }
        refuses(stranger, "?limit=1&cursor=" + cursor, "INVALID_CURSOR", "cursor");
        // Another's order is answered as one that nobody has
        for (String order :
                List.of(first.orderId(), "999999999999", "0", "-1", "x", "9".repeat(40))) {
            assertThat(rows(getAccount(stranger, "/trades?orderId=" + order))).isEmpty();
        }
        assertThat(rows(getAccount(maker, "/trades?orderId=" + first.orderId()))).isEmpty();
        assertThat(rows(getAccount(maker, "/trades?clientOrderId=mine"))).isEmpty();
    }

    @Test
    void everyParameterFilters() throws InterruptedException {
        // Given: a trade in one market, one in another, and one in the first again
        createOrder(maker, limit("sell", "0.2", "60000")).statusCode(200);
        createOrder(maker, TINY.formatted("sell")).statusCode(200);
        Taken first = buy("a", limit("buy", "0.1", "60000"));
        Thread.sleep(3);
        Taken second = buy("b", TINY.formatted("buy"));
        Thread.sleep(3);
        Taken third = buy("c", limit("buy", "0.1", "60000"));
        String atSecond = String.valueOf(second.time());

        // When / Then
        shows("", third, second, first);
        shows("?sort=asc", first, second, third);
        shows("?colour=red&symbol=&limit=&orderId=", third, second, first);
        shows("?symbol=btcusd", third, first);
        shows("?symbol=TINYUSD", second);
        shows("?orderId=" + second.orderId(), second);
        shows("?clientOrderId=a", first);
        shows("?clientOrderId=a&orderId=" + first.orderId(), first);
        shows("?clientOrderId=a&orderId=" + second.orderId());
        shows("?clientOrderId=nobody");
        shows("?clientOrderId=a&symbol=TINYUSD");
        shows("?startTime=" + atSecond, second, third);
        shows("?sort=desc&startTime=" + atSecond, third, second);
        shows("?endTime=" + atSecond, second, first);
        shows("?startTime=" + atSecond + "&endTime=" + atSecond, second);
        shows("?symbol=BTCUSD&startTime=" + atSecond, third);
        shows("?symbol=BTCUSD&endTime=" + atSecond, first);
        shows("?orderId=" + second.orderId() + "&startTime=" + (second.time() + 1));
        shows("?orderId=" + second.orderId() + "&endTime=" + atSecond, second);
        shows("?endTime=1");
        shows("?startTime=" + (third.time() + 600_000));
        shows("?symbol=BTCUSD&fromId=" + first.tradeId(), first, third);
        shows("?symbol=BTCUSD&fromId=" + (first.tradeId() + 1), third);
        shows("?symbol=BTCUSD&sort=desc&fromId=" + first.tradeId(), third, first);
        shows("?symbol=BTCUSD&limit=1&fromId=" + first.tradeId(), first);
        shows("?symbol=BTCUSD&fromId=" + (third.tradeId() + 1));
        shows("?symbol=BTCUSD&fromId=" + first.tradeId() + "&orderId=" + third.orderId(), third);
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        refuses(taker, "?fromId=1", "MISSING_PARAMETER", "symbol");
        refuses(taker, "?symbol=BTCUSD&fromId=1&startTime=1", "CONFLICTING_PARAMETERS", "fromId");
        refuses(taker, "?symbol=BTCUSD&fromId=1&endTime=1", "CONFLICTING_PARAMETERS", "fromId");
        refuses(taker, "?symbol=BTCUSD&fromId=0", "INVALID_PARAMETER", "fromId");
        refuses(taker, "?symbol=BTCUSD&fromId=x", "INVALID_PARAMETER", "fromId");
        refuses(taker, "?symbol=NOPE", "INVALID_SYMBOL", "symbol");
        refuses(taker, "?symbol=BTCUSD&symbol=TINYUSD", "CONFLICTING_PARAMETERS", "symbol");
        refuses(taker, "?clientOrderId=%20", "INVALID_PARAMETER", "clientOrderId");
        refuses(taker, "?startTime=2&endTime=1", "INVALID_TIME_RANGE", "startTime");
        refuses(taker, "?startTime=soon", "INVALID_PARAMETER", "startTime");
        refuses(taker, "?endTime=-1", "INVALID_PARAMETER", "endTime");
        refuses(taker, "?sort=left", "INVALID_PARAMETER", "sort");
        refuses(taker, "?format=xml", "INVALID_PARAMETER", "format");
        refuses(taker, "?cursor=garbage", "INVALID_CURSOR", "cursor");
        for (String limit : List.of("0", "501", "x", "1.5")) {
            refuses(taker, "?limit=" + limit, "INVALID_PARAMETER", "limit");
        }
        getAccount(taker, "/trades?limit=501").body("error.details.max", equalTo(500));
        getAccount(taker, "/trades?limit=500").statusCode(200);
        getAccount(taker, "/trades?limit=0&sort=left").body("error.errors", hasSize(2));
    }

    @Test
    void onlyAKeyReadsThem() {
        given().get("/api/v1/account/trades")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("AUTHENTICATION_REQUIRED"));
        given().header("Authorization", "Bearer rsk_unknown")
                .get("/api/v1/account/trades")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("INVALID_API_KEY"));
        given().header("Authorization", taker.bearer())
                .post("/api/v1/account/trades")
                .then()
                .statusCode(405)
                .header("Allow", equalTo("GET, HEAD, OPTIONS"))
                .body("error.code", equalTo("METHOD_NOT_ALLOWED"));
        getAccount(taker, "/trades/1").statusCode(404).body("error.code", equalTo("NOT_FOUND"));
    }

    @Test
    void pagesGoOnWhereTheOneBeforeEnded() {
        // Given: one order that traded 120 times
        String resting = id(createOrder(maker, limit("sell", "1", "60000")));
        for (int i = 0; i < 6; i++) {
            String orders =
                    String.join(",", Collections.nCopies(20, limit("buy", "0.001", "60000")));
            post(taker, "/create-batch", "{'orders':[" + orders + "]}").statusCode(200);
        }

        // When / Then
        getAccount(maker, "/trades")
                .body("data", hasSize(100))
                .body("pagination.limit", equalTo(100))
                .body("pagination.hasMore", equalTo(true));
        List<Long> ascending = pages(maker, "?sort=asc&limit=50", 3);
        assertThat(ascending).hasSize(120).isSorted().doesNotHaveDuplicates();
        List<Long> descending = new ArrayList<>(ascending);
        Collections.reverse(descending);
        assertThat(pages(maker, "?limit=50", 3)).isEqualTo(descending);
        assertThat(pages(maker, "?limit=60", 2)).isEqualTo(descending);
        assertThat(pages(maker, "?symbol=BTCUSD&limit=50", 3)).isEqualTo(descending);
        assertThat(pages(maker, "?limit=50&orderId=" + resting, 3)).isEqualTo(descending);
        assertThat(pages(maker, "?sort=asc&limit=50&orderId=" + resting, 3)).isEqualTo(ascending);
        assertThat(pages(maker, "?symbol=BTCUSD&limit=50&fromId=" + ascending.get(10), 3))
                .isEqualTo(ascending.subList(10, 120));
        assertThat(pages(taker, "?limit=50&startTime=1", 3)).isEqualTo(ascending);
        String cursor =
                getAccount(maker, "/trades?limit=50").extract().path("pagination.nextCursor");
        for (String other :
                List.of("&sort=asc", "&symbol=BTCUSD", "&orderId=" + resting, "&endTime=9")) {
            refuses(maker, "?limit=50&cursor=" + cursor + other, "INVALID_CURSOR", "cursor");
        }
    }

    @Test
    void pagesOfOneLabelGoThroughAllOfItsOrders() {
        // Given: a label that was used, and after many others was used again, is one of two orders
        createOrder(maker, limit("sell", "0.4", "60000")).statusCode(200);
        String first =
                id(createOrder(taker, with(limit("buy", "0.1", "60000"), "'clientOrderId':'one'")));
        String amended = id(createOrder(taker, limit("buy", "0.1", "50000")));
        Database.run(
                "update orders set client_order_id = 'twice' where order_id in (%s, %s)"
                        .formatted(first, trade(amended)));

        // When / Then
        getAccount(taker, "/trades?clientOrderId=twice&limit=1&sort=asc")
                .body("data.orderId", contains(first))
                .body("pagination.hasMore", equalTo(true));
        assertThat(pages(taker, "?clientOrderId=twice&limit=1", 2)).hasSize(2);
        assertThat(pages(taker, "?clientOrderId=twice&limit=1&sort=asc", 2)).isSorted();
    }

    /** Lets an order that rests trade at once, by a higher price. */
    private String trade(String orderId) {
        post(taker, "/amend", "{'orderId':'%s','price':60000}".formatted(orderId)).statusCode(200);
        getAccount(taker, "/trades").body("data.orderId", hasItem(orderId));
        return orderId;
    }

    @Test
    void aTradeThatWasAnsweredIsThere() {
        createOrder(maker, limit("sell", "1", "60000")).statusCode(200);
        for (int i = 0; i < 20; i++) {
            Taken taken = buy("now-" + i, limit("buy", "0.001", "60000"));
            getAccount(taker, "/trades?limit=1")
                    .body("data.orderId", contains(taken.orderId()))
                    .body("data.tradeId", contains((int) taken.tradeId()));
        }
    }

    private Taken buy(String label, String body) {
        ValidatableResponse answer =
                createOrder(taker, with(body, "'clientOrderId':'" + label + "'"))
                        .statusCode(200)
                        .body("data.fills", hasSize(1));
        return new Taken(
                id(answer),
                answer.extract().jsonPath().getLong("data.fills[0].tradeId"),
                answer.extract().jsonPath().getLong("data.fills[0].timestamp"));
    }

    private void shows(String query, Taken... trades) {
        assertThat(
                        getAccount(taker, "/trades" + query)
                                .statusCode(200)
                                .extract()
                                .jsonPath()
                                .getList("data.orderId", String.class))
                .as(query)
                .containsExactly(
                        List.of(trades).stream().map(Taken::orderId).toArray(String[]::new));
    }

    private static void refuses(TestKey key, String query, String code, String field) {
        getAccount(key, "/trades" + query)
                .statusCode(400)
                .body("error.code", equalTo(code))
                .body("error.errors.field", contains(field));
    }

    /** The trade ids of all pages, of which there are so many. */
    private static List<Long> pages(TestKey key, String query, int pages) {
        List<Long> trades = new ArrayList<>();
        String cursor = "";
        for (int i = 1; i <= pages; i++) {
            ValidatableResponse page =
                    getAccount(key, "/trades" + query + cursor)
                            .statusCode(200)
                            .body("pagination.hasMore", equalTo(i < pages));
            trades.addAll(rows(page));
            cursor = "&cursor=" + page.extract().path("pagination.nextCursor");
        }
        return trades;
    }

    private static List<Long> rows(ValidatableResponse answer) {
        return answer.statusCode(200).extract().jsonPath().getList("data.tradeId", Long.class);
    }
}
