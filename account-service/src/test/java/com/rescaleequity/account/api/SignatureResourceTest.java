package com.rescaleequity.account.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.google.protobuf.ByteString;
import com.rescaleequity.account.testing.FakeCore;
import com.rescaleequity.account.testing.Sandbox;
import com.rescaleequity.platform.auth.SecretVault;
import com.rescaleequity.platform.auth.Signatures;
import com.rescaleequity.platform.auth.WrappingKeys;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The published vectors and everything that must not pass, at real endpoints. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "account_service"))
class SignatureResourceTest {

    private static final String DEPOSITS = "/api/v1/sandbox/deposits";
    private static final String BODY = "{\"a\":1}";
    private static final String BODY_SIGNATURE =
            "179bf20a8b9040a32368814a68b0dc270823b5968498e0a73796c4202708ed8d";
    private static final String EMPTY_SIGNATURE =
            "a41bc6d81d6413576ae0994995e0ad89a416ec97389515c3604f47722122eeeb";

    private TestKeys.TestKey key;

    @BeforeEach
    void makeKey() {
        FakeCore.shared();
        SecretVault vault =
                new SecretVault(
                        new WrappingKeys(System.getProperty("exchange.test.wrapping-key-file")));
        key =
                TestKeys.publish(
                        51,
                        record ->
                                record.setWrappedSecret(
                                        ByteString.copyFrom(
                                                vault.wrap(
                                                        "test-secret",
                                                        record.getKeyId(),
                                                        record.getAccountId()))),
                        "read",
                        "trade");
    }

    @Test
    void publishedVectorOfABodyVerifiesInEveryEncoding() {
        byte[] raw = HexFormat.of().parseHex(BODY_SIGNATURE);
        for (String signature :
                new String[] {
                    BODY_SIGNATURE,
                    BODY_SIGNATURE.toUpperCase(Locale.ROOT),
                    Base64.getEncoder().encodeToString(raw)
                }) {
            // The signature passes; then the body's one field is not known.
            post(signature, now())
                    .statusCode(400)
                    .body("error.code", equalTo("INVALID_PARAMETER"))
                    .body("error.errors[0].field", equalTo("a"));
        }
    }

    @Test
    void publishedVectorOfAnEmptyBodyVerifies() {
        signed(EMPTY_SIGNATURE, now()).get("/api/v1/account/balances").then().statusCode(200);
    }

    @Test
    void oneFlippedBitIsRefused() {
        post("0" + BODY_SIGNATURE.substring(1), now())
                .statusCode(401)
                .header("WWW-Authenticate", notNullValue())
                .body("error.code", equalTo("INVALID_SIGNATURE"));
        post("nonsense", now()).statusCode(401).body("error.code", equalTo("INVALID_SIGNATURE"));
        post(EMPTY_SIGNATURE, now())
                .statusCode(401)
                .body("error.code", equalTo("INVALID_SIGNATURE"));
    }

    @Test
    void signatureIsCheckedBeforeTheBodyIsRead() {
        signed(BODY_SIGNATURE, now())
                .body("{not json")
                .post(DEPOSITS)
                .then()
                .statusCode(401)
                .body("error.code", equalTo("INVALID_SIGNATURE"));
    }

    @Test
    void timestampMustLieInTheWindow() {
        post(BODY_SIGNATURE, now() - 40_000)
                .statusCode(401)
                .body("error.code", equalTo("TIMESTAMP_OUT_OF_WINDOW"))
                .body("error.details.serverTime", notNullValue())
                .body("error.details.recvWindow", equalTo(5000));
        post(BODY_SIGNATURE, now() + 3_000)
                .statusCode(401)
                .body("error.code", equalTo("TIMESTAMP_OUT_OF_WINDOW"));
        signed(BODY_SIGNATURE, now() - 40_000)
                .header("X-Recv-Window", "60000")
                .body(BODY)
                .post(DEPOSITS)
                .then()
                .statusCode(400);
        signed(BODY_SIGNATURE, now())
                .header("X-Recv-Window", "60001")
                .body(BODY)
                .post(DEPOSITS)
                .then()
                .statusCode(401)
                .body("error.code", equalTo("INVALID_TIMESTAMP"));
        given().header("X-API-Key", key.apiKey())
                .header("X-API-Sign", BODY_SIGNATURE)
                .body(BODY)
                .post(DEPOSITS)
                .then()
                .statusCode(401)
                .body("error.code", equalTo("INVALID_TIMESTAMP"));
    }

    @Test
    void keyHeaderAloneIdentifiesNobody() {
        given().header("X-API-Key", key.apiKey())
                .get("/api/v1/account")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("SIGNATURE_REQUIRED"));
        given().header("X-API-Key", key.apiKey())
                .header("Authorization", "Bearer rsk_other")
                .get("/api/v1/account")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("KEY_MISMATCH"));
    }

    @Test
    void securityHeadersMayNotComeTwice() {
        for (String name :
                new String[] {"Authorization", "X-API-Key", "X-API-Sign", "X-Timestamp"}) {
            given().header("Authorization", key.bearer())
                    .header(name, key.bearer(), "second")
                    .get("/api/v1/account/balances")
                    .then()
                    .statusCode(400)
                    .body("error.code", equalTo("INVALID_PARAMETER"));
        }
    }

    @Test
    void realKeySignsADepositWithItsTimestamp() {
        // Given
        Sandbox account = Sandbox.open();
        long time = now();
        String body = "{\"asset\":\"USD\",\"amount\":1,\"timestamp\":" + time + "}";

        // When / Then
        signedBy(account, body, time).statusCode(200);
        signedBy(account, body, time + 1)
                .statusCode(401)
                .body("error.code", equalTo("INVALID_TIMESTAMP"))
                .body("error.details.timestamp", equalTo(time))
                .body("error.details.recvWindow", equalTo(5000));
        account.request()
                .body(body)
                .post(DEPOSITS)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("UNKNOWN_PARAMETER"));
    }

    private static ValidatableResponse signedBy(Sandbox account, String body, long time) {
        byte[] signature =
                Signatures.version1(
                        account.apiSecret().getBytes(StandardCharsets.UTF_8),
                        body.getBytes(StandardCharsets.UTF_8));
        return given().header("X-API-Key", account.apiKey())
                .header("X-API-Sign", HexFormat.of().formatHex(signature))
                .header("X-Timestamp", time)
                .body(body)
                .post(DEPOSITS)
                .then();
    }

    private ValidatableResponse post(String signature, long timestamp) {
        return signed(signature, timestamp).body(BODY).post(DEPOSITS).then();
    }

    private RequestSpecification signed(String signature, long timestamp) {
        return given().header("X-API-Key", key.apiKey())
                .header("X-API-Sign", signature)
                .header("X-Timestamp", timestamp);
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
