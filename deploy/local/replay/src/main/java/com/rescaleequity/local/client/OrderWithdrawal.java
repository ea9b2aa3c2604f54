package com.rescaleequity.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** The open orders of an account. */
public final class OrderWithdrawal {

    private static final int LISTED = 500;
    private static final int ATTEMPTS = 20;

    private OrderWithdrawal() {}

    /** Cancels all of them, on every market. */
    public static void withdraw(ExchangeClient client, String apiKey)
            throws IOException, InterruptedException {
        MarketReader reader = new MarketReader(client, apiKey);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            JsonNode open = reader.read("/orders?status=active,pending&limit=" + LISTED);
            if (open.isEmpty()) {
                return;
            }
            for (JsonNode order : open) {
                client.post(
                        apiKey,
                        "/orders/cancel",
                        ExchangeClient.object().put("orderId", order.path("orderId").asText()));
            }
        }
        throw new IOException("Orders of an earlier program cannot be cancelled.");
    }
}
