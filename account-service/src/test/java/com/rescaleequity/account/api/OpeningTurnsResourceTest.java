package com.rescaleequity.account.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.account.opening.OpeningLimit;
import com.rescaleequity.account.testing.Database;
import com.rescaleequity.platform.limits.RateLimits;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "account_service"))
class OpeningTurnsResourceTest {

    @Test
    void anOpeningThatDoesNotHaveItsTurnInTimeIsRefusedAndNothingIsOpened() throws SQLException {
        // Given
        QuarkusMock.installMockForType(
                new RateLimits(Clock.systemUTC(), true, 1, 1), RateLimits.class);
        List<String> before = Database.column("SELECT count(*) FROM account");
        try (Connection other = Database.asOwner();
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + OpeningLimit.LOCK + ")");

            // When
            List<Integer> statuses =
                    IntStream.range(0, 3)
                            .mapToObj(caller ->
                                    CompletableFuture.supplyAsync(() ->
                                            given().header(
                                                            "X-Forwarded-For",
                                                            "198.51.100." + (90 + caller))
                                                    .body("{}")
                                                    .post("/api/v1/sandbox/accounts")
                                                    .statusCode()))
                            .toList()
                            .stream()
                            .map(CompletableFuture::join)
                            .toList();

            // Then
            assertThat(statuses).containsOnly(503);
        }
        assertThat(Database.column("SELECT count(*) FROM account")).isEqualTo(before);
    }
}
