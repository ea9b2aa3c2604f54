package com.rescaleequity.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
            Client.Answer answer = send(label, "buy", "2100");
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

    /** The order with a label, or a missing node when it is certain that there is none. */
    JsonNode find(String label) {
        return ask("/orders/by-client-id/" + label);
    }

    /** The same by the exchange's own number of the order. */
    JsonNode findById(String orderId) {
        return ask("/orders/" + orderId);
    }

    /** A read that would be stale is refused for a while, the longer the busier the machine is. */
    private JsonNode ask(String path) {
        JsonNode[] found = new JsonNode[1];
        Await.until(
                path + " to be found or not",
                () -> {
                    Client.Answer answer = client.get(path);
                    if (answer.status() == 200) {
                        found[0] = answer.data();
                    } else if (answer.code().equals("ORDER_NOT_FOUND")) {
                        found[0] = MissingNode.getInstance();
                    }
                    return found[0] != null;
                });
        return found[0];
    }

    /** Sends an order at the usual price once. */
    Client.Answer send(String label, String side) throws IOException, InterruptedException {
        return send(label, side, "2400");
    }

    private Client.Answer send(String label, String side, String price)
            throws IOException, InterruptedException {
        return Client.send(
                client.request("/orders/create")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", label)
                        .POST(
                                BodyPublishers.ofString(
                                        """
                                        {"symbol":"ETHUSD","side":"%s","type":"limit","quantity":0.01,"price":%s,"clientOrderId":"%s"}
                                        """
                                                .formatted(side, price, label))));
    }
}
