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
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;

import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import com.rescaleequity.protocol.trading.MarketState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the state of a market, its limits and the clock refuse. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "order_service"),
        restrictToAnnotatedClass = false)
class MarketStateResourceTest {

    private static final String STOP =
            "{'symbol':'BTCUSD','side':'sell','type':'stop-loss','quantity':0.1,'price':41000}";

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
    void aMarketThatIsNotTradingSaysSoButCancels() {
        String order = id(createOrder(owner, limit("buy", "0.1", "50000")));
        for (MarketState state : new MarketState[] {MarketState.HALTED, MarketState.CANCEL_ONLY}) {
            TestCommands.setState(state);
            createOrder(owner, limit("buy", "0.1", "50000"))
                    .statusCode(400)
                    .body("error.code", equalTo("MARKET_" + state))
                    .body("error.details", hasKey("until"))
                    .body("error.details.until", equalTo(null));
            post(owner, "/amend", "{'orderId':'%s','quantity':0.05}".formatted(order))
                    .body("error.code", equalTo("MARKET_" + state));
            post(owner, "/test", limit("buy", "0.1", "50000"))
                    .body("error.code", equalTo("MARKET_" + state));
            for (String call : new String[] {"/create", "/test"}) {
                post(owner, call, limit("buy", "0.1", "50000.001"))
                        .body("error.code", equalTo("MARKET_" + state));
            }
            post(owner, "/create", "{'symbol':'BTCUSD'}")
                    .body("error.code", equalTo("INVALID_PARAMETER"));
        }
        post(owner, "/cancel", "{'orderId':'%s'}".formatted(order)).statusCode(200);
    }

    @Test
    void aRepeatedLabelIsToldEvenIfTheMarketHalts() {
        String body = with(limit("buy", "0.1", "50000"), "'clientOrderId':'once'");
        String order = id(createOrder(owner, body));
        TestCommands.setState(MarketState.HALTED);
        createOrder(owner, body)
                .statusCode(400)
                .body("error.code", equalTo("DUPLICATE_CLIENT_ORDER_ID"))
                .body("error.details.order.orderId", equalTo(order));
    }

    @Test
    void aPostOnlyMarketTakesPostOnlyOrders() {
        TestCommands.setState(MarketState.POST_ONLY);
        createOrder(owner, limit("buy", "0.1", "50000"))
                .statusCode(400)
                .body("error.code", equalTo("MARKET_POST_ONLY"));
        createOrder(owner, with(limit("buy", "0.1", "50000"), "'postOnly':true")).statusCode(200);
    }

    @Test
    void aDelistedMarketEndsItsOrders() {
        String order = id(createOrder(owner, limit("buy", "0.1", "50000")));
        TestCommands.setState(MarketState.MARKET_DELISTED);
        createOrder(owner, limit("buy", "0.1", "50000"))
                .statusCode(400)
                .body("error.code", equalTo("INVALID_SYMBOL"))
                .body("error.details.symbol", equalTo("BTCUSD"));
        get(owner, "/" + order)
                .body("data.status", equalTo("cancelled"))
                .body("data.statusReason", equalTo("delisted"));
    }

    @Test
    void anAccountMayHaveOnlySoManyOpenOrders() {
        TestCommands.setMaxOpenOrders(1, 1);
        createOrder(owner, limit("buy", "0.1", "50000")).statusCode(200);
        createOrder(owner, limit("buy", "0.1", "50000"))
                .statusCode(400)
                .body("error.code", equalTo("MAX_OPEN_ORDERS"))
                .body("error.details.limit", equalTo(1))
                .body("error.details.scope", equalTo("open-orders"));
        createOrder(owner, STOP).statusCode(200);
        createOrder(owner, STOP).body("error.details.scope", equalTo("stop-orders"));
    }

    @Test
    void anOrderGoodTillADateEndsThen() throws InterruptedException {
        long expireAt = System.currentTimeMillis() + 5_600;
        String order =
                id(
                        createOrder(owner, gtd(expireAt))
                                .body("data.timeInForce", equalTo("GTD"))
                                .body("data.expireAt", equalTo(expireAt)));
        Thread.sleep(6_200);
        get(owner, "/" + order)
                .body("data.status", equalTo("cancelled"))
                .body("data.subStatus", equalTo("expired"))
                .body("data.statusReason", equalTo("gtd_expired"))
                .body("data.closedAt", equalTo(expireAt));
    }

    @Test
    void aDateIsNeitherAtOnceNorInYears() {
        long now = System.currentTimeMillis();
        long day = 24 * 60 * 60 * 1000L;
        for (long wrong : new long[] {1, now + 1_000, now + 91 * day}) {
            createOrder(owner, gtd(wrong))
                    .statusCode(400)
                    .body("error.code", equalTo("INVALID_PARAMETER"))
                    .body("error.errors[0].field", equalTo("expireAt"))
                    .body("error.details", hasKey("min"))
                    .body("error.details", hasKey("max"));
        }
        createOrder(owner, with(limit("buy", "0.1", "50000"), "'timeInForce':'GTD'"))
                .body("error.code", equalTo("MISSING_PARAMETER"))
                .body("error.errors[0].field", equalTo("expireAt"));
        createOrder(owner, with(limit("buy", "0.1", "50000"), "'expireAt':%d".formatted(now + day)))
                .body("error.code", equalTo("CONFLICTING_PARAMETERS"));
        createOrder(owner, gtd(now + 89 * day)).statusCode(200);
    }

    @Test
    void aTimeInForceMustSuitTheType() {
        String market = "{'symbol':'BTCUSD','side':'buy','type':'market','quantity':0.1}";
        createOrder(owner, with(market, "'timeInForce':'GTC'"))
                .body("error.code", equalTo("INVALID_TIME_IN_FORCE"))
                .body("error.details.allowed", containsInAnyOrder("IOC", "FOK"));
        createOrder(owner, with(STOP, "'timeInForce':'GTC'"))
                .body("error.code", equalTo("INVALID_TIME_IN_FORCE"))
                .body("error.details.allowed", contains("IOC"));
        createOrder(owner, with(STOP, "'timeInForce':'gtc','limitPrice':41000")).statusCode(200);
    }

    @Test
    void aDeadlineIsTheClientsOwn() {
        createOrder(owner, with(limit("buy", "0.1", "50000"), "'deadline':1000"))
                .statusCode(400)
                .body("error.code", equalTo("DEADLINE_EXCEEDED"))
                .body("error.details.deadline", equalTo(1000));
        long soon = System.currentTimeMillis() + 60_000;
        createOrder(owner, with(limit("buy", "0.1", "50000"), "'deadline':%d".formatted(soon)))
                .statusCode(200);
    }

    @Test
    void aTestTellsTheCostAndPlacesNothing() {
        post(owner, "/test", limit("buy", "0.5", "50000"))
                .statusCode(200)
                .body("data.valid", equalTo(true))
                .body("data.estimatedCost", equalTo(25000))
                .body("data.estimatedFee", equalTo(50))
                .body("data.reserve.asset", equalTo("USD"))
                .body("data.reserve.amount", equalTo(25050));
        post(owner, "/test", limit("sell", "0.5", "59000"))
                .body("data.reserve.asset", equalTo("BTC"))
                .body("data.reserve.amount", equalTo(0.5f));
        post(owner, "/test", limit("buy", "20", "60000"))
                .statusCode(400)
                .body("error.code", equalTo("INSUFFICIENT_BALANCE"));
        post(owner, "/test", "{'symbol':'BTCUSD'}")
                .body("error.errors", hasSize(3))
                .body("error.code", equalTo("INVALID_PARAMETER"));
        get(owner, "").body("data", hasSize(0));
    }

    private static String gtd(long expireAt) {
        return with(
                limit("buy", "0.1", "50000"),
                "'timeInForce':'GTD','expireAt':%d".formatted(expireAt));
    }
}
