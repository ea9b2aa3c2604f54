package com.rescaleequity.account.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.rescaleequity.account.testing.FakeCore;
import com.rescaleequity.account.testing.Sandbox;
import com.rescaleequity.platform.database.AccountSearches;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an account reads while the database answers nothing at all. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "account_service"))
class FrozenDatabaseResourceTest {

    private static final List<String> READS =
            List.of(
                    "/api/v1/account",
                    "/api/v1/account/balances",
                    "/api/v1/account/fees",
                    "/api/v1/account/ledger",
                    "/api/v1/wallet/deposits",
                    "/api/v1/keys/current");

    @TestHTTPResource(value = "/health/ready", management = true)
    String readiness;

    @Inject AccountSearches searches;

    @BeforeAll
    static void startCore() {
        FakeCore.shared();
    }

    @Test
    void readsAreRefusedInsteadOfHangingAndGoOnByThemselves() throws Exception {
        // Given
        Sandbox account = Sandbox.open();
        READS.forEach(account::get);

        // When
        List<ProcessHandle> database =
                ProcessHandle.current()
                        .descendants()
                        .filter(p -> p.info().command().orElse("").endsWith("/bin/postgres"))
                        .toList();
        assertThat(database).isNotEmpty();
        signal("-STOP", database);
        try {
            for (String path : READS) {
                account.request()
                        .get(path)
                        .then()
                        .statusCode(503)
                        .header("Retry-After", equalTo("1"))
                        .body("error.code", equalTo("SERVICE_UNAVAILABLE"));
            }
            assertThat(RestAssured.get(readiness).statusCode()).isEqualTo(200);
        } finally {
            signal("-CONT", database);
        }
        // Searches that were given up count for their account until the database has done them.
        while (searches.busyAccounts() > 0) {
            Thread.sleep(20);
        }

        // Then
        for (String path : READS) {
            int status = account.request().get(path).statusCode();
            for (int i = 0; i < 100 && status != 200; i++) {
                assertThat(status).isEqualTo(503);
                status = account.request().get(path).statusCode();
            }
            assertThat(status).as(path).isEqualTo(200);
        }
    }

    private static void signal(String name, List<ProcessHandle> processes)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", name));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }
}
