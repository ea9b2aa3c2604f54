package com.rescaleequity.account.testing;

import static io.restassured.RestAssured.given;

import com.rescaleequity.platform.auth.Signatures;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

/** Whoever holds a key of an account, and what may be done with it. */
public record Owner(String accountId, String keyId, String apiKey, String apiSecret) {

    /**
     * The owner of a new account, whose first key may do everything.
     *
     * @param accounts the operators' address of accounts
     */
    public static Owner open(String accounts) {
        return open(
                accounts,
                "{\"label\":\"owner\",\"expiresAt\":0,\"balances\":{\"USD\":100000,\"BTC\":2},"
                        + "\"scopes\":[\"read\",\"trade\",\"withdraw\",\"manage\"]}");
    }

    /** The owner of a new account that an operator opens with this body. */
    public static Owner open(String accounts, String body) {
        FakeCore.shared();
        return of(
                given().header("Authorization", "Bearer " + ExchangeInfrastructure.OPERATOR_KEY)
                        .body(Operators.change(body))
                        .post(accounts));
    }

    /** The holder of the key that an answer shows. */
    public static Owner of(Response answer) {
        Map<String, Object> data = answer.then().statusCode(200).extract().path("data");
        return new Owner(
                String.valueOf(data.get("accountId")),
                String.valueOf(data.get("keyId")),
                String.valueOf(data.get("apiKey")),
                String.valueOf(data.get("apiSecret")));
    }

    /** A request with the key alone. */
    public RequestSpecification request() {
        return given().header("Authorization", "Bearer " + apiKey);
    }

    /** A name for a call that nobody has used. */
    public static String name() {
        return "r-" + UUID.randomUUID();
    }

    /**
     * A sensitive call, signed now.
     *
     * @param fields JSON members beside action, timestamp and requestId; may be empty
     */
    public Response sensitive(String path, String action, String name, String fields) {
        long now = System.currentTimeMillis();
        return send(path, now, body(action, now, name, fields));
    }

    /** The body of a sensitive call. */
    public static String body(String action, long timestamp, String name, String fields) {
        return "{\"action\":\"%s\",\"timestamp\":%d,\"requestId\":\"%s\"%s}"
                .formatted(action, timestamp, name, fields.isEmpty() ? "" : "," + fields);
    }

    /** Sends a body with its signature. */
    public Response send(String path, long timestamp, String body) {
        return signed(timestamp, body).body(body).post("/api/v1/" + path);
    }

    /** A request with the signature of a body. */
    public RequestSpecification signed(long timestamp, String body) {
        byte[] mac =
                Signatures.version1(
                        apiSecret.getBytes(StandardCharsets.UTF_8),
                        body.getBytes(StandardCharsets.UTF_8));
        return given().header("X-API-Key", apiKey)
                .header("X-API-Sign", HexFormat.of().formatHex(mac))
                .header("X-Timestamp", timestamp);
    }
}
