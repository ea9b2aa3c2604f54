package com.rescaleequity.order.api;

import static com.rescaleequity.order.api.TestCalls.account;
import static com.rescaleequity.order.api.TestCalls.createOrder;
import static com.rescaleequity.order.api.TestCalls.get;
import static com.rescaleequity.order.api.TestCalls.getAccount;
import static com.rescaleequity.order.api.TestCalls.id;
import static com.rescaleequity.order.api.TestCalls.leaveNothing;
import static com.rescaleequity.order.api.TestCalls.limit;
import static com.rescaleequity.order.api.TestCalls.post;
import static com.rescaleequity.order.api.TestCalls.with;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import com.rescaleequity.platform.database.AccountSearches;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said when the fills of orders cannot be read, or not in time. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "order_service"),
        restrictToAnnotatedClass = false)
class HistoryOutageResourceTest {

    private static final String LABELLED = "'clientOrderId':'filled'";

    @Inject AccountSearches searches;

    private TestKey owner;
    private TestKey other;
    private String filled;

    @BeforeEach
    void fillAnOrder() {
        TestCommands.listInstruments();
        owner = account();
        other = account();
        createOrder(other, limit("sell", "0.1", "60000")).statusCode(200);
        filled = id(createOrder(owner, with(limit("buy", "0.1", "60000"), LABELLED)));
        get(owner, "/" + filled).body("data.status", equalTo("filled"));
    }

    @AfterEach
    void leaveAnEmptyBook() {
        leaveNothing(owner, other);
    }

    @Test
    void aReadThatFailsOrTakesTooLongIsUnavailable() throws SQLException {
        whileUnreadable(
                "revoke select on fills from order_service_app",
                "grant select on fills to order_service_app",
                this::assertUnavailable);
        whileUnreadable("begin; lock table fills", "rollback", this::assertUnavailable);
        get(owner, "/" + filled).statusCode(200);
    }

    @Test
    void ownTradesAndFilesThatCannotBeReadAreUnavailable() throws SQLException {
        for (String[] lock :
                new String[][] {
                    {
                        "revoke select on fills, orders from order_service_app",
                        "grant select on fills, orders to order_service_app"
                    },
                    {"begin; lock table fills, orders", "rollback"}
                }) {
            whileUnreadable(
                    lock[0],
                    lock[1],
                    () -> {
                        for (String query : new String[] {"", "?format=csv"}) {
                            getAccount(owner, "/trades" + query)
                                    .statusCode(503)
                                    .header("Retry-After", equalTo("1"))
                                    .header("Content-Type", startsWith("application/json"))
                                    .body("error.code", equalTo("SERVICE_UNAVAILABLE"));
                        }
                        get(owner, "?format=csv")
                                .statusCode(503)
                                .body("error.code", equalTo("SERVICE_UNAVAILABLE"));
                        // What the core has it says all the same
                        get(owner, "?format=csv&status=active").statusCode(200);
                        getAccount(owner, "/limits").statusCode(200);
                    });
            awaitSearches();
            getAccount(owner, "/trades").body("data.orderId", contains(filled));
        }
    }

    /** Searches that were given up count for their account until the database has done them. */
    private void awaitSearches() {
        while (searches.busyAccounts() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whatTheCoreSaidHoldsWithoutTheOrder() throws SQLException {
        whileUnreadable(
                "revoke select on fills from order_service_app",
                "grant select on fills to order_service_app",
                () -> {
                    String again = with(limit("buy", "0.1", "50000"), LABELLED);
                    createOrder(owner, again)
                            .statusCode(400)
                            .body("error.code", equalTo("DUPLICATE_CLIENT_ORDER_ID"))
                            .body("error.details.orderId", equalTo(filled));
                    post(
                                    owner,
                                    "/create-batch",
                                    "{'orders':[%s,%s]}"
                                            .formatted(again, limit("buy", "0.1", "50001")))
                            .statusCode(200)
                            .body("data.status", contains("error", "success"))
                            .body("data[0].error.code", equalTo("DUPLICATE_CLIENT_ORDER_ID"))
                            .body("data[0].error.details.orderId", equalTo(filled));
                });
    }

    @Test
    void whatWasDoneIsNeverSaidToBeUndoneWhenItIsAskedAgain() throws SQLException {
        createOrder(other, limit("sell", "0.1", "60000")).statusCode(200);
        String buy = limit("buy", "0.1", "60000");
        String placed = id(post(owner, "buy", "/create", buy));
        createOrder(owner, limit("buy", "0.1", "50000")).statusCode(200);
        post(owner, "all", "/cancel-all", "{}").body("data.cancelledCount", equalTo(1));

        whileUnreadable(
                "revoke select on fills, orders from order_service_app",
                "grant select on fills, orders to order_service_app",
                () -> {
                    post(owner, "buy", "/create", buy)
                            .statusCode(200)
                            .body("data.orderId", equalTo(placed))
                            .body("data.status", equalTo("filled"))
                            .body("data.fills", empty())
                            .body("data.fillsTruncated", equalTo(true));
                    post(owner, "all", "/cancel-all", "{}")
                            .statusCode(500)
                            .body("error.code", equalTo("EXECUTION_UNKNOWN"));
                });
        post(owner, "buy", "/create", buy).body("data.fills", hasSize(1));
    }

    @Test
    void anOpenOrderIsShownFromTheCoreWhateverTheDatabaseDoes() throws SQLException {
        String open =
                id(
                        createOrder(
                                owner,
                                with(limit("buy", "0.1", "50000"), "'clientOrderId':'open'")));
        whileUnreadable(
                "begin; lock table orders",
                "rollback",
                () -> {
                    createOrder(owner, with(limit("buy", "0.1", "50000"), "'clientOrderId':'open'"))
                            .statusCode(400)
                            .body("error.code", equalTo("DUPLICATE_CLIENT_ORDER_ID"))
                            .body("error.details.order.orderId", equalTo(open));
                    get(owner, "?status=active").body("data.orderId", contains(open));
                });
    }

    @Test
    void theOtherItemsOfABatchKeepTheirAnswers() throws SQLException {
        String open = id(createOrder(owner, limit("buy", "0.1", "50000")));
        whileUnreadable(
                "revoke select on fills from order_service_app",
                "grant select on fills to order_service_app",
                () ->
                        post(
                                        owner,
                                        "/cancel-batch",
                                        "{'orders':[{'orderId':'%s'},{'orderId':'%s'}]}"
                                                .formatted(filled, open))
                                .statusCode(200)
                                .body("data.status", contains("error", "success"))
                                .body("data[0].error.code", equalTo("SERVICE_UNAVAILABLE"))
                                .body("data[1].data.orderId", equalTo(open)));
    }

    private void assertUnavailable() {
        get(owner, "/" + filled)
                .statusCode(503)
                .header("Retry-After", equalTo("1"))
                .body("error.code", equalTo("SERVICE_UNAVAILABLE"))
                .body("error.message", equalTo("This cannot be read at the moment; retry."));
    }

    private static void whileUnreadable(String begin, String end, Runnable check)
            throws SQLException {
        String url =
                ConfigProvider.getConfig()
                        .getValue("quarkus.datasource.reactive.url", String.class);
        try (Connection connection =
                        DriverManager.getConnection("jdbc:" + url, "order_service_owner", "owner");
                var statement = connection.createStatement()) {
            statement.execute(begin);
            try {
                check.run();
            } finally {
                statement.execute(end);
            }
        }
    }
}
