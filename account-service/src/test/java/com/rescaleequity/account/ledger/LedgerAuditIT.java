package com.rescaleequity.account.ledger;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.rescaleequity.account.testing.Database;
import com.rescaleequity.account.testing.FakeCore;
import com.rescaleequity.account.testing.Sandbox;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.protocol.trading.BalanceReason;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A service of its own, because afterwards it is of no use any more. */
@QuarkusTest
@TestProfile(LedgerAuditIT.OwnService.class)
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "account_service"))
class LedgerAuditIT {

    /** Makes the tests start another service. */
    public static class OwnService implements QuarkusTestProfile {}

    @TestHTTPResource(value = "/health/ready", management = true)
    String ready;

    @TestHTTPResource(value = "/health/live", management = true)
    String live;

    @Test
    void whatIsWrongWithTheJournalIsFoundWhoeverWroteIt() throws SQLException {
        // Given
        Sandbox account = Sandbox.open();
        account.get("/api/v1/account");
        assertThat(Database.column("SELECT fault FROM journal_fault")).isEmpty();

        // When: each is planted by somebody who may do everything
        assertThat(
                        faultsOf(
                                "INSERT INTO journal_entry"
                                        + " VALUES (900000000, 'adjustment', 'x', '', 0)"))
                .containsExactly("900000000 has no postings");
        assertThat(
                        faultsOf(
                                "INSERT INTO posting VALUES"
                                        + " (900000001, 1, 51, 'USD', 5, 'adjustment', 5),"
                                        + " (900000001, 2, 52, 'USD', -5, 'adjustment', -5)"))
                .containsExactly("900000001 has postings and no entry");
        assertThat(
                        faultsOf(
                                """
                                ALTER TABLE posting DISABLE TRIGGER balanced;
                                INSERT INTO posting SELECT entry_id, 3, account_id, 'USD', 1,
                                    kind, 1 FROM posting WHERE account_id > 1
                                    ORDER BY entry_id LIMIT 1\
                                """))
                .singleElement()
                .asString()
                .endsWith("does not sum to zero in USD");
        assertThat(
                        faultsOf(
                                """
                                INSERT INTO posting SELECT entry_id, line, account_id + 1000000,
                                    asset, amount, kind, 1 FROM posting
                                    WHERE entry_id = (SELECT min(entry_id) FROM posting)\
                                """))
                .hasSize(2)
                .allMatch(fault -> fault.endsWith("twice"));
    }

    /** What the audit says while something is there that is then taken back. */
    private static List<String> faultsOf(String planted) throws SQLException {
        try (Connection owner = Database.asOwner();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute(planted);
            List<String> faults = new ArrayList<>();
            try (ResultSet rows =
                    statement.executeQuery("SELECT entry_id || ' ' || fault FROM journal_fault")) {
                while (rows.next()) {
                    faults.add(rows.getString(1));
                }
            }
            owner.rollback();
            return faults;
        }
    }

    @Test
    void plantedMismatchStopsTheLedgerAndSaysWhere() throws InterruptedException {
        // Given
        Sandbox account = Sandbox.open();
        given().get(ready).then().statusCode(200);
        String position = position();

        // When: the core has one unit that no event explains
        FakeCore.shared()
                .emit(books -> {
                    books.of(account.number(), "USD")[0]++;
                    return List.of(
                            books.changed(
                                    account.number(), BalanceReason.BALANCE_ORDER, "1", "USD"));
                });

        // Then
        for (int i = 0; given().get(ready).statusCode() != 503; i++) {
            assertThat(i).isLessThan(1800);
            Thread.sleep(100);
        }
        given().get(ready)
                .then()
                .body("checks.find { it.name == 'follower ledger' }.status", equalTo("DOWN"))
                .body(
                        "checks.find { it.name == 'follower ledger' }.data.fault",
                        containsString("account " + account.number()));
        given().get(live).then().statusCode(200);
        FakeCore.shared().tick();
        account.request()
                .get("/api/v1/account")
                .then()
                .statusCode(503)
                .body("error.code", equalTo("SERVICE_UNAVAILABLE"));
        assertThat(position()).isEqualTo(position);
        assertThat(Database.column("SELECT total FROM balance WHERE account_id = 51"))
                .contains(Long.toString(Units.of("100000")));
    }

    private static String position() {
        return Database.column("SELECT sequence FROM follower_position").toString();
    }
}
