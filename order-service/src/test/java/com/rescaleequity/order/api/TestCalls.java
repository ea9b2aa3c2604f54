package com.rescaleequity.order.api;

import static io.restassured.RestAssured.given;

import com.rescaleequity.platform.testing.TestKeys;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What a client of the order calls sends, and accounts to send it from. */
final class TestCalls {

    static final String ORDERS = "/api/v1/orders";

    private static final AtomicLong ACCOUNTS = new AtomicLong(1000);

    private TestCalls() {}

    /** A key of a new account with 1,000,000 USD and 10 BTC. */
    static TestKey account() {
        TestKey key = TestKeys.publish(ACCOUNTS.incrementAndGet(), "read", "trade");
        TestCommands.deposit(key.accountId(), "USD", "1000000");
        TestCommands.deposit(key.accountId(), "BTC", "10");
        return key;
    }

    static ValidatableResponse createOrder(TestKey key, String body) {
        return post(key, "/create", body);
    }

    /** Posts below /orders; single quotes stand for double ones. */
    static ValidatableResponse post(TestKey key, String call, String body) {
        return given().header("Authorization", key.bearer())
                .contentType("application/json")
                .body(body.replace('\'', '"'))
                .post(ORDERS + call)
                .then();
    }

    static ValidatableResponse post(TestKey key, String idempotencyKey, String call, String body) {
        return given().header("Authorization", key.bearer())
                .header("Idempotency-Key", idempotencyKey)
                .contentType("application/json")
                .body(body.replace('\'', '"'))
                .post(ORDERS + call)
                .then();
    }

    static ValidatableResponse get(TestKey key, String path) {
        return given().header("Authorization", key.bearer())
                .urlEncodingEnabled(false)
                .get(ORDERS + path)
                .then();
    }

    /** Gets below /account. */
    static ValidatableResponse getAccount(TestKey key, String path) {
        return given().header("Authorization", key.bearer())
                .urlEncodingEnabled(false)
                .get("/api/v1/account" + path)
                .then();
    }

    /** Calls at the same time as others. */
    static <T> CompletableFuture<T> meanwhile(Supplier<T> call) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        answer.complete(call.get());
                    } catch (RuntimeException | Error e) {
                        answer.completeExceptionally(e);
                    }
                });
        return answer;
    }

    /** A limit order in BTCUSD. */
    static String limit(String side, String quantity, String price) {
        return "{'symbol':'BTCUSD','side':'%s','type':'limit','quantity':%s,'price':%s}"
                .formatted(side, quantity, price);
    }

    /** The same body with more fields. */
    static String with(String body, String fields) {
        return body.substring(0, body.lastIndexOf('}')) + ',' + fields + '}';
    }

    static String id(ValidatableResponse response) {
        return response.statusCode(200).extract().jsonPath().getString("data.orderId");
    }

    /** Cancels whatever is left, so that the next test finds an empty book. */
    static void leaveNothing(TestKey... keys) {
        for (TestKey key : List.of(keys)) {
            post(key, "/cancel-all", "{}").statusCode(200);
        }
    }
}
