package com.rescaleequity.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;

/**
 * Places orders as one does who wants certainty: with a label and an idempotency key, asking again
 * with the same until the answer says what happened.
 */
record CarefulClient(Client client) {

    private static final long PAUSE_MILLIS = 100;

    /** Places a resting order; returns the order when it is certain that there is exactly this. */
    JsonNode place(String label) {
        JsonNode[] order = new JsonNode[1];
        Await.until(
                "order " + label + " (the exchange's terminal and logs tell more)",
                () -> {
                    order[0] = placeOnce(label);
                    return order[0] != null;
                });
        return order[0];
    }

    /** The order, or null if nobody knows yet. */
    private JsonNode placeOnce(String label) throws InterruptedException {
        try {
            Client.Answer answer = send(label);
            if (answer.status() == 200) {
                return answer.data();
            }
            if (answer.code().equals("DUPLICATE_CLIENT_ORDER_ID")) {
                return answer.body().path("error").path("details").path("order");
            }
            if (answer.status() < 500) {
                throw new AssertionError(label + " was refused: " + answer.body());
            }
        } catch (IOException e) {
            // The connection went; the order may be there or not.
        }
        Thread.sleep(PAUSE_MILLIS);
        return null;
    }

    /** Sends it once. */
    Client.Answer send(String label) throws IOException, InterruptedException {
        return Client.send(
                client.request("/orders/create")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", label)
                        .POST(
                                BodyPublishers.ofString(
                                        """
                                        {"symbol":"ETHUSD","side":"buy","type":"limit","quantity":0.01,"price":2100,"clientOrderId":"%s"}
                                        """
                                                .formatted(label))));
    }
}
