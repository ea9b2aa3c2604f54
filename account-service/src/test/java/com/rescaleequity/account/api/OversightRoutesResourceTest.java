package com.rescaleequity.account.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.rescaleequity.account.testing.Database;
import com.rescaleequity.account.testing.Operators;
import com.rescaleequity.account.testing.Owner;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

/** Balances are put right by two people, and nobody can hide what was done. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "account_service"))
class OversightRoutesResourceTest {

    @TestHTTPResource(value = "/admin/v1/accounts", management = true)
    String accounts;

    @TestHTTPResource(value = "/admin/v1/corrections", management = true)
    String corrections;

    @TestHTTPResource(value = "/admin/v1/reports/daily", management = true)
    String reports;

    @TestHTTPResource(value = "/admin/v1/audit", management = true)
    String audit;

    private static Response post(String url, String key, String body) {
        return given().header("Authorization", "Bearer " + key)
                .body(Operators.change(body))
                .post(url);
    }

    private static Response get(String url) {
        return given().header("Authorization", "Bearer " + ExchangeInfrastructure.VIEWER_KEY)
                .get(url);
    }

    private static String correction(Owner owner, String amount) {
        return "{\"accountId\":\"%s\",\"asset\":\"USD\",\"amount\":%s}"
                .formatted(owner.accountId(), amount);
    }

    @Test
    void correctionTakesTwoPeopleAndShowsInTheLedger() {
        // Given
        Owner owner = Owner.open(accounts);
        Response asked =
                post(corrections, ExchangeInfrastructure.APPROVER_KEY, correction(owner, "-12.5"));
        asked.then()
                .statusCode(200)
                .body("data.correctionId", startsWith("c_"))
                .body("data.status", equalTo("waiting"))
                .body("data.askedBy", equalTo("seconder"))
                .body("data.amount", equalTo(-12.5f));
        String id = asked.path("data.correctionId");
        String approve = corrections + "/" + id + "/approve";

        // When / Then: neither the one who asked, nor one whose role is too small
        post(approve, ExchangeInfrastructure.APPROVER_KEY, "{}")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("PERMISSION_DENIED"));
        post(approve, ExchangeInfrastructure.OPERATOR_KEY, "{}").then().statusCode(403);
        owner.request().get("/api/v1/account").then().body("data.totalBalance", equalTo(100000));

        // When
        String second =
                post(corrections, ExchangeInfrastructure.OPERATOR_KEY, correction(owner, "7"))
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("data.correctionId");
        post(corrections + "/" + second + "/approve", ExchangeInfrastructure.APPROVER_KEY, "{}")
                .then()
                .statusCode(200)
                .body("data.outcome", equalTo("made"));
        // Then
        owner.request().get("/api/v1/account").then().body("data.totalBalance", equalTo(100007));
        owner.request()
                .get("/api/v1/account/ledger?type=adjustment")
                .then()
                .body("data.referenceId", contains(second))
                .body("data.amount", contains(7));
        post(corrections + "/" + second + "/approve", ExchangeInfrastructure.APPROVER_KEY, "{}")
                .then()
                .statusCode(400);
        get(corrections)
                .then()
                .statusCode(200)
                .body("data.correctionId", hasItem(id))
                .body("data.find { it.correctionId == '" + id + "' }.approvedBy", nullValue())
                .body(
                        "data.find { it.correctionId == '" + second + "' }.approvedBy",
                        equalTo("seconder"));
    }

    @Test
    void correctionThatTheCoreCannotMakeIsToldSo() {
        Owner owner = Owner.open(accounts);
        String tooMuch =
                post(
                                corrections,
                                ExchangeInfrastructure.OPERATOR_KEY,
                                correction(owner, "-1000000"))
                        .path("data.correctionId");
        post(corrections + "/" + tooMuch + "/approve", ExchangeInfrastructure.APPROVER_KEY, "{}")
                .then()
                .statusCode(200)
                .body("data.outcome", equalTo("refused"));
    }

    @Test
    void correctionOfNothingIsRefused() {
        post(
                        corrections,
                        ExchangeInfrastructure.OPERATOR_KEY,
                        "{\"accountId\":\"me\",\"asset\":\"XYZ\",\"amount\":0}")
                .then()
                .statusCode(400)
                .body("error.errors.field", contains("accountId", "asset", "amount"));
        post(
                        corrections,
                        ExchangeInfrastructure.OPERATOR_KEY,
                        "{\"accountId\":\"acc_99999999\",\"asset\":\"USD\",\"amount\":1}")
                .then()
                .statusCode(400)
                .body("error.errors.field", contains("accountId"));
        post(corrections + "/c_999999999/approve", ExchangeInfrastructure.APPROVER_KEY, "{}")
                .then()
                .statusCode(400);
        post(corrections, ExchangeInfrastructure.VIEWER_KEY, "{}").then().statusCode(403);
    }

    @Test
    void dayIsReported() {
        Owner.open(accounts).request().get("/api/v1/account").then().statusCode(200);
        String today = java.time.LocalDate.now(java.time.ZoneOffset.UTC).toString();
        get(reports + "?date=" + today)
                .then()
                .statusCode(200)
                .body("data.date", equalTo(today))
                .body(
                        "data.moves.find { it.asset == 'BTC' && it.kind == 'deposit' }.out",
                        equalTo(0))
                .body("data.balancesNow.asset", hasItem("BTC"));
        get(reports + "?date=1999-12-31")
                .then()
                .statusCode(200)
                .body("data.trades", equalTo(0))
                .body("data.moves.size()", equalTo(0));
        for (String wrong : new String[] {"", "?date=today", "?date=2026-13-01"}) {
            get(reports + wrong).then().statusCode(400);
        }
    }

    @Test
    void accountIsFoundByItsLabelAndShownWithoutSecrets() {
        Owner owner = Owner.open(accounts, "{\"label\":\"Find_Me\",\"expiresAt\":0}");
        get(accounts + "?query=find_me")
                .then()
                .statusCode(200)
                .body("data.accountId", hasItem(owner.accountId()))
                .body("data[0].status", equalTo("active"));
        get(accounts + "?query=find_me&after=" + owner.accountId())
                .then()
                .body("data.size()", equalTo(0));
        String shown =
                get(accounts + "/" + owner.accountId())
                        .then()
                        .statusCode(200)
                        .body("data.account.label", equalTo("Find_Me"))
                        .body("data.keys.keyId", contains(owner.keyId()))
                        .extract()
                        .asString();
        assertThat(shown).doesNotContain("rsk_", "rss_");
        get(accounts + "/acc_99999999").then().statusCode(400);
        get(accounts + "/me").then().statusCode(400);
        get(accounts + "?after=me").then().statusCode(400);
    }

    @Test
    void auditTrailTellsWhatWasDoneAndWhereItWasTamperedWith() {
        // Given
        Owner owner = Owner.open(accounts);
        get(audit + "?limit=1&subject=" + owner.accountId())
                .then()
                .statusCode(200)
                .body("data.size()", equalTo(1))
                .body("data[0].actor", equalTo("tester"))
                .body("data[0].action", equalTo("accounts.create"))
                .body("data[0].reason", equalTo("a test"))
                .body("data[0].detail.label", equalTo("owner"));
        get(audit + "/verify")
                .then()
                .statusCode(200)
                .body("data.valid", equalTo(true))
                .body("data.firstBroken", nullValue());
        int number = get(audit + "?limit=1&subject=" + owner.accountId()).path("data[0].number");
        String before =
                Database.column("SELECT actor FROM audit_record WHERE number = " + number)
                        .getFirst();

        // When: somebody who owns the database changes a record
        tamper("UPDATE audit_record SET actor = 'nobody' WHERE number = " + number);
        try {
            // Then
            get(audit + "/verify")
                    .then()
                    .body("data.valid", equalTo(false))
                    .body("data.firstBroken", equalTo(number))
                    .body("data.fault", equalTo("it was changed"));
        } finally {
            tamper(
                    "UPDATE audit_record SET actor = '%s' WHERE number = %d"
                            .formatted(before, number));
        }
        get(audit + "/verify").then().body("data.valid", equalTo(true));

        // When: or takes the last ones out
        Owner.open(accounts);
        tamper(
                "CREATE TEMP TABLE last_record AS SELECT * FROM audit_record"
                        + " ORDER BY number DESC LIMIT 1; DELETE FROM audit_record WHERE number ="
                        + " (SELECT number FROM last_record)");
        get(audit + "/verify")
                .then()
                .body("data.valid", equalTo(false))
                .body("data.fault", equalTo("the last records are missing"));
        assertThat(get(audit + "?limit=501").statusCode()).isEqualTo(400);
    }

    private static void tamper(String sql) {
        Database.run(
                "ALTER TABLE audit_record DISABLE TRIGGER append_only; "
                        + sql
                        + "; ALTER TABLE audit_record ENABLE TRIGGER append_only");
    }
}
