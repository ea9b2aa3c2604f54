package com.rescaleequity.order.api;

import static com.rescaleequity.order.api.TestCalls.account;
import static com.rescaleequity.order.api.TestCalls.createOrder;
import static com.rescaleequity.order.api.TestCalls.get;
import static com.rescaleequity.order.api.TestCalls.id;
import static com.rescaleequity.order.api.TestCalls.leaveNothing;
import static com.rescaleequity.order.api.TestCalls.limit;
import static com.rescaleequity.order.api.TestCalls.post;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import com.rescaleequity.protocol.trading.AccountState;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.SetAccountState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an account may do that its operator has stopped, wholly or from trading. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "order_service"),
        restrictToAnnotatedClass = false)
class AccountStateResourceTest {

    private TestKey owner;
    private String order;
    private String named;

    @BeforeEach
    void openAnAccountWithAnOrder() {
        TestCommands.listInstruments();
        owner = account();
        order = id(createOrder(owner, limit("buy", "0.1", "50000")));
        named = "{'orderId':'%s'".formatted(order);
    }

    @AfterEach
    void leaveAnEmptyBook() {
        leaveNothing(owner);
    }

    @Test
    void aSuspendedAccountLosesItsOrdersAndPlacesNone() {
        set(AccountState.ACCOUNT_SUSPENDED);

        for (String call : new String[] {"/create", "/test"}) {
            post(owner, call, limit("buy", "0.1", "50000"))
                    .statusCode(403)
                    .body("error.code", equalTo("ACCOUNT_SUSPENDED"));
        }
        post(owner, "/create-batch", "{'orders':[" + limit("buy", "0.1", "50000") + "]}")
                .statusCode(200)
                .body("data.error.code", contains("ACCOUNT_SUSPENDED"));
        get(owner, "/" + order)
                .statusCode(200)
                .body("data.status", equalTo("cancelled"))
                .body("data.statusReason", equalTo("admin"));
        post(owner, "/cancel", named + "}").body("error.code", equalTo("ORDER_ALREADY_CLOSED"));

        set(AccountState.ACCOUNT_ACTIVE);

        createOrder(owner, limit("buy", "0.1", "50000")).statusCode(200);
    }

    @Test
    void anAccountThatMayNotTradeKeepsItsOrdersAndMayTakeThemAway() {
        set(AccountState.ACCOUNT_TRADING_DISABLED);

        for (String call : new String[] {"/create", "/test"}) {
            post(owner, call, limit("buy", "0.1", "50000"))
                    .statusCode(403)
                    .body("error.code", equalTo("TRADING_DISABLED"));
        }
        post(owner, "/amend", named + ",'quantity':0.2}")
                .statusCode(403)
                .body("error.code", equalTo("TRADING_DISABLED"));
        post(owner, "/amend", named + ",'quantity':0.05}")
                .statusCode(200)
                .body("data.priorityKept", equalTo(true));
        post(owner, "/cancel", named + "}")
                .statusCode(200)
                .body("data.statusReason", equalTo("user_request"));
    }

    @Test
    void aCallThatWasNotPermittedIsTakenWhenItIsRepeatedLater() {
        String body = limit("buy", "0.1", "50000");
        set(AccountState.ACCOUNT_TRADING_DISABLED);
        for (int i = 0; i < 2; i++) {
            post(owner, "state-1", "/create", body)
                    .statusCode(403)
                    .header("Idempotency-Replayed", nullValue())
                    .body("error.code", equalTo("TRADING_DISABLED"));
        }

        set(AccountState.ACCOUNT_ACTIVE);

        post(owner, "state-1", "/create", body)
                .statusCode(200)
                .header("Idempotency-Replayed", nullValue());
        post(owner, "state-1", "/create", body)
                .statusCode(200)
                .header("Idempotency-Replayed", equalTo("true"));
    }

    private void set(AccountState state) {
        TestCommands.append(
                Command.newBuilder()
                        .setSetAccountState(
                                SetAccountState.newBuilder()
                                        .setAccountId(owner.accountId())
                                        .setState(state))
                        .build());
    }
}
