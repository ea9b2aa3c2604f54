package com.rescaleequity.account.testing;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** An account of the sandbox and its key, made through the public API. */
public record Sandbox(long number, String keyId, String apiKey, String apiSecret) {

    /** Opens one. */
    public static Sandbox open() {
        FakeCore.shared();
        Map<String, Object> data =
                given().body("{}")
                        .post("/api/v1/sandbox/accounts")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("data");
        return new Sandbox(
                Long.parseLong(data.get("accountId").toString().substring("acc_".length())),
                data.get("keyId").toString(),
                data.get("apiKey").toString(),
                data.get("apiSecret").toString());
    }

    /** A request with this account's key. */
    public RequestSpecification request() {
        return given().header("Authorization", "Bearer " + apiKey);
    }

    /** A GET that must succeed. */
    public Response get(String path) {
        return request().get(path).then().statusCode(200).extract().response();
    }
}
