package com.rescaleequity.order.api;

import static com.rescaleequity.order.api.TestCalls.account;
import static com.rescaleequity.order.api.TestCalls.createOrder;
import static com.rescaleequity.order.api.TestCalls.leaveNothing;
import static com.rescaleequity.order.api.TestCalls.limit;
import static com.rescaleequity.order.api.TestCalls.with;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import com.rescaleequity.platform.auth.Signatures;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders whose signature covers the time at which they were sent. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "order_service"),
        restrictToAnnotatedClass = false)
class SignedOrderResourceTest {

    private final long now = System.currentTimeMillis();
    private TestKey owner;

    @BeforeEach
    void openAnAccount() {
        TestCommands.listInstruments();
        owner = account();
    }

    @AfterEach
    void leaveAnEmptyBook() {
        leaveNothing(owner);
    }

    @Test
    void aSignedBodyMayCarryItsTimestamp() {
        signed(order(now)).statusCode(200).body("data.status", equalTo("active"));
    }

    @Test
    void anotherTimestampThanTheHeadersIsRefusedWithBothClocks() {
        signed(order(now - 1))
                .statusCode(401)
                .body("error.code", equalTo("INVALID_TIMESTAMP"))
                .body("error.details.serverTime", greaterThanOrEqualTo(now))
                .body("error.details.timestamp", equalTo(now - 1))
                .body("error.details.recvWindow", equalTo(30_000));
    }

    @Test
    void aTimestampThatIsNoNumberIsNotTheHeaders() {
        signed(order(now).replace("" + now, "\"" + now + "\""))
                .statusCode(401)
                .body("error.code", equalTo("INVALID_TIMESTAMP"));
    }

    @Test
    void aTimestampThatNoSignatureCoversIsUnknown() {
        createOrder(owner, order(now))
                .statusCode(400)
                .body("error.code", equalTo("UNKNOWN_PARAMETER"))
                .body("error.errors.field", contains("timestamp"));
    }

    private static String order(long timestamp) {
        return with(limit("buy", "0.1", "50000"), "'timestamp':%d".formatted(timestamp))
                .replace('\'', '"');
    }

    private ValidatableResponse signed(String body) {
        byte[] signature =
                Signatures.version1(
                        owner.apiSecret().getBytes(StandardCharsets.UTF_8),
                        body.getBytes(StandardCharsets.UTF_8));
        return given().header("X-API-Key", owner.apiKey())
                .header("X-API-Sign", HexFormat.of().formatHex(signature))
                .header("X-Timestamp", Long.toString(now))
                .header("X-Recv-Window", "30000")
                .contentType("application/json")
                .body(body)
                .post(TestCalls.ORDERS + "/create")
                .then();
    }
}
