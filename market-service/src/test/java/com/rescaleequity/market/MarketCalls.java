package com.rescaleequity.market;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rescaleequity.platform.testing.TestKeys;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;

/** Calls the service under test as a client with a read key. */
public final class MarketCalls {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int SEEDS = 3;
    private static final TestKeys.TestKey KEY = key();

    private MarketCalls() {}

    /** A GET with the key, repeated until its answer shows all that was published before. */
    public static Response get(String path) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Response response = once(path);
            if (response.getHeader("X-Data-Age") == null || System.nanoTime() - end > 0) {
                return response;
            }
        }
    }

    /** A GET with the key, whatever its answer knows. */
    public static Response once(String path) {
        return as(given().header("Authorization", KEY.bearer()), path);
    }

    /** A GET with these headers only. */
    public static Response as(RequestSpecification request, String path) {
        return request.basePath("").urlEncodingEnabled(false).get(root() + path);
    }

    /** The data of a GET that succeeds. */
    public static JsonNode data(String path) {
        Response response = get(path);
        response.then().statusCode(200);
        return json(response).get("data");
    }

    /** The error object of a GET that is refused with this status. */
    public static JsonNode error(int status, String path) {
        Response response = get(path);
        response.then().statusCode(status);
        JsonNode body = json(response);
        if (!body.get("status").asText().equals("error")) {
            throw new AssertionError(body);
        }
        return body.get("error");
    }

    public static JsonNode json(Response response) {
        try {
            return MAPPER.readTree(response.asByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String root() {
        return "http://localhost:"
                + ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class)
                + "/api/v1";
    }

    /** A key that works, once the service has listed its instruments and follows the log. */
    private static TestKeys.TestKey key() {
        TestKeys.TestKey key = TestKeys.publish(51, "read");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            TradingLog.LOG.publish();
            int status =
                    as(given().header("Authorization", key.bearer()), "/market/assets")
                            .statusCode();
            if (status == 200 && TradingLog.LOG.foreignCommands() >= SEEDS) {
                return key;
            }
        }
        throw new IllegalStateException("The service never answered");
    }
}
