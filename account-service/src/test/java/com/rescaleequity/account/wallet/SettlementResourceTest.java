package com.rescaleequity.account.wallet;

import static com.rescaleequity.account.testing.Owner.name;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.rescaleequity.account.testing.Database;
import com.rescaleequity.account.testing.Operators;
import com.rescaleequity.account.testing.Owner;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Money between an account that has paid and a provider that may fail at any moment. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "account_service"))
class SettlementResourceTest {

    private static final String TO =
            "\"asset\":\"BTC\",\"network\":\"bitcoin-testnet\",\"address\":"
                    + "\"tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx\"";

    @TestHTTPResource(value = "/admin/v1/accounts", management = true)
    String accounts;

    @TestHTTPResource(value = "/admin/v1/withdrawals", management = true)
    String queue;

    private Owner owner;

    /** Takes transfers on and then does not answer, until it is mended. */
    private static final class Unreliable extends SimulatedSettlement {

        private final List<String> submitted = new CopyOnWriteArrayList<>();
        private volatile boolean mended;

        Unreliable() {
            super(java.time.Clock.systemUTC());
        }

        @Override
        public Uni<Void> submit(Payout payout) {
            submitted.add(payout.transferId());
            return mended
                    ? Uni.createFrom().voidItem()
                    : Uni.createFrom().failure(new IllegalStateException("no answer came"));
        }

        @Override
        public Uni<Progress> progress(Payout payout) {
            return Uni.createFrom().item(new Progress.Arrived("tx-" + payout.transferId()));
        }
    }

    @BeforeEach
    void anAccountWithAnAddress() {
        owner = Owner.open(accounts);
        owner.sensitive(
                        "wallet/addresses/create",
                        "addresses.create",
                        name(),
                        TO + ",\"label\":\"cold store\"")
                .then()
                .statusCode(200);
        Database.run("UPDATE withdrawal_address SET usable_at = 0");
    }

    private Response ask() {
        return owner.sensitive(
                "wallet/withdrawals/create", "withdrawals.create", name(), TO + ",\"amount\":0.25");
    }

    private String withdraw() {
        return ask().then().statusCode(200).extract().path("data.transferId");
    }

    private String status(String id) {
        return owner.request().get("/api/v1/wallet/withdrawals/" + id).path("data.status");
    }

    private void await(String id, String wanted) throws InterruptedException {
        for (int i = 0; i < 600 && !wanted.equals(status(id)); i++) {
            Thread.sleep(50);
        }
        assertThat(status(id)).isEqualTo(wanted);
    }

    private Response cancel(String id) {
        return owner.sensitive(
                "wallet/withdrawals/cancel",
                "withdrawals.cancel",
                name(),
                "\"withdrawalId\":\"" + id + "\"");
    }

    private float bitcoin() {
        Number total =
                owner.request().get("/api/v1/account/balances?asset=BTC").path("data[0].total");
        return total.floatValue();
    }

    @Test
    void whatAProviderMayHaveTakenIsNotGivenBack() throws InterruptedException {
        // Given
        Unreliable provider = new Unreliable();
        QuarkusMock.installMockForType(provider, SimulatedSettlement.class);
        String id = withdraw();
        for (int i = 0; i < 600 && !provider.submitted.contains(id); i++) {
            Thread.sleep(50);
        }

        // When
        Response cancelled = cancel(id);

        // Then
        cancelled.then().statusCode(400).body("error.code", equalTo("WITHDRAWAL_NOT_CANCELLABLE"));
        assertThat(status(id)).isEqualTo("processing");

        // When
        provider.mended = true;

        // Then
        await(id, "completed");
        assertThat(provider.submitted.stream().filter(id::equals).count()).isGreaterThan(1);
        assertThat(bitcoin()).isEqualTo(1.75f);
    }

    @Test
    void frozenAccountsMoneyWaitsUntilAnOperatorDecides() throws InterruptedException {
        // Given
        String id = withdraw();
        state("withdrawals-disabled");

        // When
        Thread.sleep(3500);

        // Then
        assertThat(status(id)).isEqualTo("pending");

        // When
        given().header("Authorization", "Bearer " + ExchangeInfrastructure.OPERATOR_KEY)
                .body(Operators.change("{}"))
                .post(queue + "/" + id + "/refuse")
                .then()
                .statusCode(200);

        // Then
        await(id, "failed");
        for (int i = 0; i < 200 && bitcoin() != 2; i++) {
            Thread.sleep(50);
        }
        assertThat(bitcoin()).isEqualTo(2);
    }

    @Test
    void thawedAccountsMoneyGoesOn() throws InterruptedException {
        String id = withdraw();
        state("withdrawals-disabled");
        state("active");
        await(id, "completed");
    }

    @Test
    void accountHasAHundredWithdrawalsUnderWay() {
        String id = withdraw();
        Database.run(
                """
                INSERT INTO withdrawal SELECT nextval('transfer_number'), account_id, asset, network,
                    address, memo, label, amount, fee, counted_value, request_id, 'pending',
                    'waiting', reason, tx_id, message_id, return_message_id, created_at,
                    updated_at, completed_at
                FROM withdrawal, generate_series(1, 99) WHERE 'w_' || transfer_number = '%s'
                """
                        .formatted(id));
        ask().then()
                .statusCode(400)
                .body("error.code", equalTo("WITHDRAWAL_LIMIT_EXCEEDED"))
                .body("error.details.limit", equalTo(100));
    }

    private void state(String state) {
        given().header("Authorization", "Bearer " + ExchangeInfrastructure.OPERATOR_KEY)
                .body(Operators.change("{\"state\":\"" + state + "\"}"))
                .post(accounts + "/" + owner.accountId() + "/state")
                .then()
                .statusCode(200);
    }
}
