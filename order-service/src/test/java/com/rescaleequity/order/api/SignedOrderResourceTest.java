package com.rescaleequity.order.api;

import static com.rescaleequity.order.api.TestCalls.account;
import static com.rescaleequity.order.api.TestCalls.createOrder;
import static com.rescaleequity.order.api.TestCalls.id;
import static com.rescaleequity.order.api.TestCalls.leaveNothing;
import static com.rescaleequity.order.api.TestCalls.limit;
import static com.rescaleequity.order.api.TestCalls.with;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import com.rescaleequity.platform.auth.Signatures;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders whose signature covers the time at which they were sent, and what they are for. */
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
                .body("error.details.recvWindow", equalTo(60_000));
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

    @Test
    void anActionMustFitItsCall() {
        TestCalls.post(
                        owner,
                        "/create",
                        with(limit("buy", "0.1", "50000"), "'action':'orders.create'"))
                .statusCode(200);
        TestCalls.post(
                        owner,
                        "/test",
                        with(limit("buy", "0.1", "50000"), "'action':'orders.create'"))
                .statusCode(400)
                .body("error.code", equalTo("INVALID_PARAMETER"))
                .body("error.errors.field", contains("action"));
        TestCalls.post(owner, "/cancel-all", "{'action':'orders.cancel'}")
                .statusCode(400)
                .body("error.errors.field", contains("action"));
        TestCalls.post(
                        owner,
                        "/cancel-batch",
                        "{'action':'orders.cancel-batch','orders':[{'orderId':'1'}]}")
                .statusCode(200);
        TestCalls.post(
                        owner,
                        "/cancel-all-after",
                        "{'action':'orders.cancel-all-after','timeout':0}")
                .statusCode(200);
        TestCalls.post(owner, "/cancel-all", "{'action':'orders.cancel-all'}").statusCode(200);
    }

    @Test
    void theSignatureOfATestPlacesNothing() {
        TestKey strict = strict();
        String order = order(now);
        signed(strict, "/test", order)
                .statusCode(400)
                .body("error.code", equalTo("MISSING_PARAMETER"))
                .body("error.errors.field", contains("action"));
        String test = with(order, "\"action\":\"orders.test\"");
        signed(strict, "/test", test).statusCode(200).body("data.valid", equalTo(true));
        signed(strict, "/create", test)
                .statusCode(400)
                .body("error.code", equalTo("INVALID_PARAMETER"))
                .body("error.errors.field", contains("action"));
        signed(strict, "/create", order).statusCode(200);
        leaveNothing(owner);
    }

    @Test
    void theSignatureOfOneReadCancelsNothing() {
        TestKey strict = strict();
        String order = id(signed(strict, "/create", order(now)));
        // Whoever saw a signed read holds the signature of the empty body
        signed(strict, "/cancel-all", "")
                .statusCode(401)
                .body("error.code", equalTo("INVALID_TIMESTAMP"));
        signed(strict, "/cancel-all", "{}")
                .statusCode(401)
                .body("error.code", equalTo("INVALID_TIMESTAMP"));
        request(strict, "")
                .delete(TestCalls.ORDERS + "/" + order)
                .then()
                .statusCode(401)
                .body("error.code", equalTo("SIGNATURE_REQUIRED"));
        request(strict, "").get(TestCalls.ORDERS + "/" + order).then().statusCode(200);
        byte[] whole =
                Signatures.version2(
                        strict.apiSecret().getBytes(StandardCharsets.UTF_8),
                        Long.toString(now),
                        "DELETE",
                        TestCalls.ORDERS + "/" + order,
                        new byte[0]);
        given().header("X-API-Key", strict.apiKey())
                .header("X-API-Sign", HexFormat.of().formatHex(whole))
                .header("X-API-Sign-Version", "2")
                .header("X-Timestamp", Long.toString(now))
                .header("X-Recv-Window", "60000")
                .delete(TestCalls.ORDERS + "/" + order)
                .then()
                .statusCode(200)
                .body("data.status", equalTo("cancelled"));
    }

    /** Another key of the owner's account, all of whose calls must be signed. */
    private TestKey strict() {
        return TestKeys.publish(
                owner.accountId(), key -> key.setRequireSignature(true), "read", "trade");
    }

    private static String order(long timestamp) {
        return with(limit("buy", "0.1", "50000"), "'timestamp':%d".formatted(timestamp))
                .replace('\'', '"');
    }

    private ValidatableResponse signed(String body) {
        return signed(owner, "/create", body);
    }

    private ValidatableResponse signed(TestKey key, String call, String body) {
        return request(key, body).body(body).post(TestCalls.ORDERS + call).then();
    }

    private RequestSpecification request(TestKey key, String body) {
        byte[] signature =
                Signatures.version1(
                        key.apiSecret().getBytes(StandardCharsets.UTF_8),
                        body.getBytes(StandardCharsets.UTF_8));
        return given().header("X-API-Key", key.apiKey())
                .header("X-API-Sign", HexFormat.of().formatHex(signature))
                .header("X-Timestamp", Long.toString(now))
                .header("X-Recv-Window", "60000")
                .contentType("application/json");
    }
}
