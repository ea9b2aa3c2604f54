package com.rescaleequity.stream.api;

import static io.restassured.RestAssured.given;

import java.net.URI;

/** Waits until the gateway is ready. */
final class Ready {

    private Ready() {}

    static void await(URI health) throws InterruptedException {
        long end = System.nanoTime() + 300_000_000_000L;
        String answer = "";
        while (System.nanoTime() < end) {
            var response = given().get(health);
            if (response.statusCode() == 200) {
                return;
            }
            answer = response.asString();
            Thread.sleep(100);
        }
        throw new AssertionError("Not ready: " + answer);
    }
}
