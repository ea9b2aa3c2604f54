package com.rescaleequity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Orders over WebSockets that end with their connection, whatever ends it: a goodbye, none, or the
 * death of the server. Other connections keep their orders.
 */
class CancelOnDisconnectIT {

    private static final long PROMISE_MILLIS = 10_000;

    @TempDir private Path folder;

    @Test
    void ordersEndWithTheirConnectionWhateverEndsIt() throws Exception {
        Path data = folder.resolve("data");
        try (RunningExchange exchange =
                RunningExchange.start(
                        data, "--order-replicas", "2", "--no-simulator", "--rate-limits", "off")) {
            Client client = exchange.client("maker");
            OrderReplica doomed = new OrderReplica(data, 0);
            URI other = socket(new OrderReplica(data, 1).restUrl(), client);

            try (StreamClient keeping = new StreamClient(other)) {
                String kept = place(keeping, "44000");

                // When
                StreamClient polite = tied(other);
                String left = place(polite, "44001");
                polite.leave();
                StreamClient rude = tied(other);
                String dropped = place(rude, "44002");
                rude.close();
                StreamClient served = tied(socket(doomed.restUrl(), client));
                String orphan = place(served, "44003");
                long killed = System.currentTimeMillis();
                doomed.signal("KILL");

                // Then
                assertThat(awaitEnd(client, left)).isPositive();
                assertThat(awaitEnd(client, dropped)).isPositive();
                assertThat(awaitEnd(client, orphan) - killed).isLessThan(PROMISE_MILLIS);
                assertThat(order(client, kept).path("status").asText()).isEqualTo("active");
                assertThat(keeping.call("PING", "{}").at("/result/serverTime").asLong())
                        .isPositive();
            }
            Await.until("the killed replica is back", doomed::isReady, doomed::state);
        }
    }

    private static URI socket(URI rest, Client client) {
        return URI.create(
                "ws://%s:%d/ws/trade?token=%s"
                        .formatted(rest.getHost(), rest.getPort(), client.apiKey()));
    }

    private static StreamClient tied(URI socket) {
        return new StreamClient(URI.create(socket + "&cancelOnDisconnect=true"));
    }

    private static String place(StreamClient client, String price) throws InterruptedException {
        JsonNode answer =
                client.call(
                        "ORDERS_CREATE",
                        "{\"symbol\":\"BTCUSD\",\"side\":\"buy\",\"type\":\"limit\",\"quantity\":0.01,\"price\":%s}"
                                .formatted(price));
        assertThat(answer.path("status").asText()).as("%s", answer).isEqualTo("success");
        return answer.at("/result/orderId").asText();
    }

    private static JsonNode order(Client client, String id) throws Exception {
        return client.get("/orders/" + id).ok();
    }

    /** When the order ended, by the log's time, epoch ms. */
    private static long awaitEnd(Client client, String id) {
        JsonNode[] last = new JsonNode[1];
        Await.until(
                "order " + id + " ends",
                () -> {
                    last[0] = order(client, id);
                    return last[0].path("status").asText().equals("cancelled");
                },
                () -> last[0]);
        assertThat(last[0].path("statusReason").asText()).isEqualTo("cancel_on_disconnect");
        return last[0].path("closedAt").asLong();
    }
}
