package com.rescaleequity.account.api;

import static com.rescaleequity.account.testing.Owner.name;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.rescaleequity.account.testing.Database;
import com.rescaleequity.account.testing.FakeCore;
import com.rescaleequity.account.testing.Operators;
import com.rescaleequity.account.testing.Owner;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Money out of accounts: where it may go, how it goes, and how it comes back when it cannot. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "account_service"))
class WithdrawalResourceTest {

    private static final String TARGET = "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx";
    private static final String BTC = "\"asset\":\"BTC\",\"network\":\"bitcoin-testnet\"";
    private static final String TO = BTC + ",\"address\":\"" + TARGET + "\"";

    private static final String BANK =
            "\"asset\":\"USD\",\"network\":\"sandbox-bank\",\"address\":\"DE89370400440532013000\"";

    @TestHTTPResource(value = "/admin/v1/accounts", management = true)
    String accounts;

    @TestHTTPResource(value = "/admin/v1/withdrawals", management = true)
    String queue;

    private Owner owner;

    @BeforeEach
    void anAccountWithTwoBitcoin() {
        owner = Owner.open(accounts);
    }

    private Response allow(String label) {
        return allow(TO, label);
    }

    private Response allow(String destination, String label) {
        return owner.sensitive(
                "wallet/addresses/create",
                "addresses.create",
                name(),
                destination + ",\"label\":\"" + label + "\"");
    }

    private void allowNow(String label) {
        allowNow(TO, label);
    }

    private void allowNow(String destination, String label) {
        String id =
                allow(destination, label).then().statusCode(200).extract().path("data.addressId");
        Database.run(
                "UPDATE withdrawal_address SET usable_at = 0 WHERE 'a_' || address_number = '"
                        + id
                        + "'");
    }

    private Response withdraw(String amount) {
        return withdraw(name(), TO + ",\"amount\":" + amount);
    }

    private Response withdraw(String name, String fields) {
        return owner.sensitive("wallet/withdrawals/create", "withdrawals.create", name, fields);
    }

    private Response cancel(String id) {
        return owner.sensitive(
                "wallet/withdrawals/cancel",
                "withdrawals.cancel",
                name(),
                "\"withdrawalId\":\"" + id + "\"");
    }

    private Response one(String id) {
        return owner.request().get("/api/v1/wallet/withdrawals/" + id);
    }

    private static void refuses(Response answer, int status, String code) {
        answer.then().statusCode(status).body("error.code", equalTo(code));
    }

    private String awaitEnd(String id) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            String status = one(id).path("data.status");
            if (!List.of("pending", "processing").contains(status)) {
                return status;
            }
            Thread.sleep(50);
        }
        throw new AssertionError(one(id).asString());
    }

    private float bitcoin() {
        Number total =
                owner.request()
                        .get("/api/v1/account/balances?asset=BTC")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("data[0].total");
        return total.floatValue();
    }

    private void awaitBitcoin(float total) throws InterruptedException {
        for (int i = 0; i < 200 && bitcoin() != total; i++) {
            Thread.sleep(50);
        }
        assertThat(bitcoin()).isEqualTo(total);
    }

    private void awaitDollars(float total) throws InterruptedException {
        float has = -1;
        for (int i = 0; i < 200 && has != total; i++) {
            Thread.sleep(50);
            Number now = owner.request().get("/api/v1/account").path("data.totalBalance");
            has = now.floatValue();
        }
        assertThat(has).isEqualTo(total);
    }

    @Test
    void withdrawalLeavesTheAccountAtOnceAndArrives() throws InterruptedException {
        // Given
        allowNow("cold store");

        // When
        Response asked = withdraw("wd-00001", TO + ",\"amount\":0.25");

        // Then
        asked.then()
                .statusCode(200)
                .body("data.transferId", startsWith("w_"))
                .body("data.type", equalTo("withdrawal"))
                .body("data.asset", equalTo("BTC"))
                .body("data.network", equalTo("bitcoin-testnet"))
                .body("data.amount", equalTo(0.25f))
                .body("data.fee", equalTo(0.0001f))
                .body("data.netAmount", equalTo(0.2499f))
                .body("data.address", equalTo(TARGET))
                .body("data.memo", nullValue())
                .body("data.txId", nullValue())
                .body("data.status", equalTo("pending"))
                .body("data.statusReason", nullValue())
                .body("data.requestId", equalTo("wd-00001"))
                .body("data.confirmations", equalTo(0))
                .body("data.requiredConfirmations", equalTo(2))
                .body("data.completedAt", nullValue());
        String id = asked.path("data.transferId");
        awaitBitcoin(1.75f);
        assertThat(awaitEnd(id)).isEqualTo("completed");
        one(id).then()
                .body("data.txId", notNullValue())
                .body("data.confirmations", equalTo(2))
                .body("data.completedAt", notNullValue());
        owner.request()
                .get("/api/v1/account/ledger?type=withdrawal")
                .then()
                .body("data.referenceId", contains(id))
                .body("data.amount", contains(-0.25f))
                .body("data.balanceAfter", contains(1.75f));
        assertIsInTheFile(id);
        refuses(cancel(id), 400, "WITHDRAWAL_NOT_CANCELLABLE");
        owner.request()
                .get("/api/v1/wallet/withdrawals?asset=BTC&status=completed")
                .then()
                .body("data.transferId", contains(id));
        owner.request()
                .get("/api/v1/wallet/withdrawals?status=pending")
                .then()
                .body("data.size()", equalTo(0));
    }

    private void assertIsInTheFile(String id) {
        String file =
                owner.request()
                        .get("/api/v1/account/ledger?type=withdrawal&format=csv")
                        .then()
                        .statusCode(200)
                        .contentType("text/csv; charset=utf-8")
                        .extract()
                        .asString();
        assertThat(file.lines().toList())
                .hasSize(2)
                .first()
                .isEqualTo("entryId,type,asset,amount,balanceAfter,referenceId,timestamp");
        assertThat(file).contains(",withdrawal,BTC,-0.25,1.75," + id + ",");
    }

    @Test
    void withdrawalThatFailsIsGivenBackAtItsOldCost() throws InterruptedException {
        // Given
        allowNow("sandbox:fail");
        Number cost = owner.request().get("/api/v1/account").path("data.holdings[0].avgCost");

        // When
        String id = withdraw("0.5").then().statusCode(200).extract().path("data.transferId");

        // Then
        assertThat(awaitEnd(id)).isEqualTo("failed");
        one(id).then().body("data.statusReason", notNullValue()).body("data.txId", nullValue());
        awaitBitcoin(2);
        owner.request()
                .get("/api/v1/account")
                .then()
                .body("data.holdings[0].avgCost", equalTo(cost));
        owner.request()
                .get("/api/v1/account/ledger?type=withdrawal")
                .then()
                .body("data.amount", contains(0.5f, -0.5f));
    }

    @Test
    void withdrawalIsTakenBackAsLongAsItIsPending() throws InterruptedException {
        // Given
        allowNow("sandbox:hold");
        String id = withdraw("1").then().statusCode(200).extract().path("data.transferId");

        // When: at once, while the core may not even have answered
        Response cancelled = cancel(id);

        // Then
        cancelled.then().statusCode(200).body("data.status", equalTo("cancelled"));
        awaitBitcoin(2);
        refuses(cancel(id), 400, "WITHDRAWAL_NOT_CANCELLABLE");
        refuses(cancel("w_999999999"), 400, "TRANSFER_NOT_FOUND");
        refuses(cancel("nonsense"), 400, "TRANSFER_NOT_FOUND");
    }

    @Test
    void whatTheCoreRefusesFailsWithItsReason() throws InterruptedException {
        // Given
        allowNow("cold store");
        FakeCore.shared().refuse(true);
        try {
            // When
            String id = withdraw("1").then().statusCode(200).extract().path("data.transferId");

            // Then
            assertThat(awaitEnd(id)).isEqualTo("failed");
            one(id).then().body("data.statusReason", equalTo("INSUFFICIENT_BALANCE"));
        } finally {
            FakeCore.shared().refuse(false);
        }
        assertThat(bitcoin()).isEqualTo(2);
    }

    @Test
    void twentyCallsOfOneNameAtOnceWithdrawOnce() throws InterruptedException, ExecutionException {
        // Given
        allowNow("sandbox:hold");
        String name = name();
        List<Future<Response>> calls = new ArrayList<>();

        // When
        try (ExecutorService callers = Executors.newFixedThreadPool(20)) {
            for (int i = 0; i < 20; i++) {
                calls.add(callers.submit(() -> withdraw(name, TO + ",\"amount\":0.1")));
            }
        }

        // Then
        List<String> made = new ArrayList<>();
        for (Future<Response> call : calls) {
            made.add(call.get().then().statusCode(200).extract().path("data.transferId"));
        }
        assertThat(made).containsOnly(made.getFirst());
        awaitBitcoin(1.9f);
        refuses(withdraw(name, TO + ",\"amount\":0.2"), 400, "DUPLICATE_REQUEST_ID");
    }

    @Test
    void nothingGoesWhereTheOwnerHasNotAllowedItOrNotYet() {
        refuses(withdraw("0.1"), 403, "ADDRESS_NOT_ALLOWED");
        allow("cold store")
                .then()
                .statusCode(200)
                .body("data.addressId", startsWith("a_"))
                .body("data.status", equalTo("waiting"));
        withdraw("0.1")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("ADDRESS_NOT_ALLOWED"))
                .body("error.details.usableAt", notNullValue());
        assertThat(bitcoin()).isEqualTo(2);
    }

    @Test
    void addressIsInTheBookUntilItIsDeleted() {
        String id = allow("cold store").then().statusCode(200).extract().path("data.addressId");
        refuses(allow("again"), 400, "INVALID_PARAMETER");
        owner.request()
                .get("/api/v1/wallet/addresses")
                .then()
                .body("data.addressId", contains(id))
                .body("data.address", contains(TARGET))
                .body("data.label", contains("cold store"));
        Owner stranger = Owner.open(accounts);
        String body = "\"addressId\":\"" + id + "\"";
        refuses(
                stranger.sensitive("wallet/addresses/delete", "addresses.delete", name(), body),
                400,
                "ADDRESS_NOT_FOUND");
        owner.sensitive("wallet/addresses/delete", "addresses.delete", name(), body)
                .then()
                .statusCode(200);
        owner.request().get("/api/v1/wallet/addresses").then().body("data.size()", equalTo(0));
        refuses(
                owner.sensitive("wallet/addresses/delete", "addresses.delete", name(), body),
                400,
                "ADDRESS_NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    BTC | bitcoin-testnet | tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsy | INVALID_ADDRESS
                    BTC | bitcoin-testnet | bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4 | INVALID_ADDRESS
                    ETH | ethereum-testnet | 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed | -
                    ETH | ethereum-testnet | 0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed | INVALID_ADDRESS
                    USD | sandbox-bank | DE89 3704 0044 0532 0130 00 | -
                    USD | sandbox-bank | DE88 3704 0044 0532 0130 00 | INVALID_ADDRESS
                    BTC | ethereum-testnet | 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed | INVALID_NETWORK
                    XYZ | bitcoin-testnet | tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx | INVALID_ASSET
                    """)
    void addressIsCheckedByTheRulesOfItsNetwork(
            String asset, String network, String address, String code) {
        Response answer =
                owner.sensitive(
                        "wallet/addresses/create",
                        "addresses.create",
                        name(),
                        "\"asset\":\"%s\",\"network\":\"%s\",\"address\":\"%s\",\"label\":\"x\""
                                .formatted(asset, network, address));
        if (code.equals("-")) {
            answer.then().statusCode(200);
        } else {
            refuses(answer, 400, code);
        }
    }

    @Test
    void amountStaysWithinNetworkDayAndBalance() {
        allowNow("sandbox:hold");
        withdraw("0.0001")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("WITHDRAWAL_AMOUNT_OUT_OF_RANGE"))
                .body("error.details.min", equalTo(0.0005f))
                .body("error.details.max", equalTo(10));
        refuses(withdraw("10.1"), 400, "WITHDRAWAL_AMOUNT_OUT_OF_RANGE");
        allowNow(BANK, "bank");
        withdraw(name(), BANK + ",\"amount\":500000.01")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("WITHDRAWAL_LIMIT_EXCEEDED"))
                .body("error.details.remaining24h", equalTo(500000));
        withdraw("2.5")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("INSUFFICIENT_BALANCE"))
                .body("error.details.asset", equalTo("BTC"))
                .body("error.details.available", equalTo(2));
        refuses(withdraw("-1"), 400, "INVALID_PARAMETER");
        refuses(withdraw("0.000000001"), 400, "INVALID_PARAMETER");
        withdraw(name(), "")
                .then()
                .statusCode(400)
                .body("error.errors.field", contains("asset", "network", "address", "amount"));
        assertThat(bitcoin()).isEqualTo(2);
    }

    @Test
    void accountWhoseWithdrawalsAreDisabledWithdrawsNothing() {
        allowNow("cold store");
        given().header("Authorization", "Bearer " + ExchangeInfrastructure.OPERATOR_KEY)
                .body(Operators.change("{\"state\":\"withdrawals-disabled\"}"))
                .post(accounts + "/" + owner.accountId() + "/state")
                .then()
                .statusCode(200);
        refuses(withdraw("0.1"), 403, "WITHDRAWALS_DISABLED");
    }

    @Test
    void nobodySeesOrCancelsAnothersWithdrawal() {
        allowNow("sandbox:hold");
        String id = withdraw("0.1").then().statusCode(200).extract().path("data.transferId");
        Owner stranger = Owner.open(accounts);
        refuses(
                stranger.request().get("/api/v1/wallet/withdrawals/" + id),
                400,
                "TRANSFER_NOT_FOUND");
        refuses(
                stranger.sensitive(
                        "wallet/withdrawals/cancel",
                        "withdrawals.cancel",
                        name(),
                        "\"withdrawalId\":\"" + id + "\""),
                400,
                "TRANSFER_NOT_FOUND");
        stranger.request().get("/api/v1/wallet/withdrawals").then().body("data.size()", equalTo(0));
    }

    @Test
    void largeOneWaitsForAnApprover() throws InterruptedException {
        // Given
        allowNow(BANK, "bank");
        String id =
                withdraw(name(), BANK + ",\"amount\":100000")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("data.transferId");
        one(id).then().body("data.statusReason", equalTo("approval"));
        awaitDollars(0);
        given().header("Authorization", "Bearer " + ExchangeInfrastructure.VIEWER_KEY)
                .get(queue)
                .then()
                .statusCode(200)
                .body("data.transfer.transferId", hasItem(id))
                .body("data.accountId", hasItem(owner.accountId()))
                .body("data.approval", hasItem("waiting"));

        // When / Then
        refuses(
                decide(id, "approve", ExchangeInfrastructure.OPERATOR_KEY),
                403,
                "PERMISSION_DENIED");
        decide(id, "approve", ExchangeInfrastructure.APPROVER_KEY)
                .then()
                .statusCode(200)
                .body("data.approval", equalTo("seconder"));
        assertThat(awaitEnd(id)).isEqualTo("completed");
        refuses(
                decide(id, "refuse", ExchangeInfrastructure.APPROVER_KEY),
                400,
                "WITHDRAWAL_NOT_CANCELLABLE");
        refuses(
                decide("w_999999999", "refuse", ExchangeInfrastructure.OPERATOR_KEY),
                400,
                "TRANSFER_NOT_FOUND");
    }

    @Test
    void refusedOneIsGivenBack() throws InterruptedException {
        allowNow(BANK, "bank");
        String id =
                withdraw(name(), BANK + ",\"amount\":100000")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("data.transferId");
        awaitDollars(0);
        for (int i = 0; i < 100; i++) {
            if (decide(id, "refuse", ExchangeInfrastructure.OPERATOR_KEY).statusCode() == 200) {
                break;
            }
            Thread.sleep(50);
        }
        one(id).then().body("data.status", equalTo("failed"));
        awaitDollars(100_000);
    }

    private Response look(String query) {
        return given().header("Authorization", "Bearer " + ExchangeInfrastructure.VIEWER_KEY)
                .get(queue + query);
    }

    @Test
    void operatorsSeeWhatWaitsForThem() {
        allowNow("sandbox:hold");
        allowNow(BANK, "bank");
        String held = withdraw("0.1").then().statusCode(200).extract().path("data.transferId");
        String waits =
                withdraw(name(), BANK + ",\"amount\":100000")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("data.transferId");
        look("?approval=waiting")
                .then()
                .statusCode(200)
                .body("data.transfer.transferId", hasItem(waits))
                .body("data.transfer.transferId", not(hasItem(held)));
        look("?after=" + held).then().body("data.transfer.transferId", hasItem(waits));
        look("?approval=given").then().statusCode(400);
        look("?after=me").then().statusCode(400);
    }

    private Response decide(String id, String word, String key) {
        return given().header("Authorization", "Bearer " + key)
                .body(Operators.change("{}"))
                .post(queue + "/" + id + "/" + word);
    }

    @Test
    void depositAddressStaysTheSameAndIsNobodyElses() {
        String first = depositAddress(owner);
        assertThat(first).startsWith("tb1q");
        assertThat(depositAddress(owner)).isEqualTo(first);
        assertThat(depositAddress(Owner.open(accounts))).isNotEqualTo(first);
        refuses(
                owner.request().get("/api/v1/wallet/deposit-address?asset=BTC&network=x"),
                400,
                "INVALID_NETWORK");
        refuses(
                owner.request().get("/api/v1/wallet/deposit-address?asset=X&network=x"),
                400,
                "INVALID_ASSET");
        refuses(
                owner.request().get("/api/v1/wallet/deposit-address?asset=BTC"),
                400,
                "MISSING_PARAMETER");
    }

    @Test
    void accountBeginsAnewWithWhatItBeganWith() throws InterruptedException {
        // Given
        allowNow("sandbox:hold");
        String held = withdraw("0.5").then().statusCode(200).extract().path("data.transferId");
        awaitBitcoin(1.5f);
        long number = Long.parseLong(owner.accountId().substring("acc_".length()));

        // When
        owner.request()
                .body("{}")
                .post("/api/v1/sandbox/reset")
                .then()
                .statusCode(200)
                .body("data.accountId", equalTo(owner.accountId()))
                .body("data.pending", nullValue());

        // Then: what is on its way counts as there, and coming back makes no more of it
        assertThat(bitcoin()).isEqualTo(1.5f);
        cancel(held).then().statusCode(200);
        awaitBitcoin(2);
        owner.request().body("{}").post("/api/v1/sandbox/reset").then().statusCode(200);
        assertThat(bitcoin()).isEqualTo(2);
        assertThat(FakeCore.shared().accountStates())
                .containsSubsequence("ACCOUNT_SUSPENDED " + number, "ACCOUNT_ACTIVE " + number);
        assertThat(
                        Database.column(
                                "SELECT account_id FROM sandbox_reset WHERE account_id = "
                                        + number))
                .isEmpty();
        refuses(given().body("{}").post("/api/v1/sandbox/reset"), 401, "AUTHENTICATION_REQUIRED");
    }

    private static String depositAddress(Owner owner) {
        return owner.request()
                .get("/api/v1/wallet/deposit-address?asset=BTC&network=bitcoin-testnet")
                .then()
                .statusCode(200)
                .body("data.createdAt", notNullValue())
                .extract()
                .path("data.address");
    }
}
