package com.rescaleequity.stream.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rescaleequity.platform.maintenance.Maintenance;
import com.rescaleequity.platform.testing.RawHandshake;
import com.rescaleequity.platform.testing.SocketClient;
import com.rescaleequity.platform.testing.TestKeys;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import com.rescaleequity.platform.testing.TestMaintenance;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Private streams while the operators have put the exchange into maintenance. */
@QuarkusTest
@QuarkusTestResource(value = StreamInfrastructure.class, restrictToAnnotatedClass = false)
class MaintenanceResourceTest {

    private static final long ACCOUNT = 9_001;
    private static final String ORDERS = "{\"method\":\"SUBSCRIBE\",\"params\":[\"user@orders\"]}";

    @Inject Maintenance maintenance;

    @TestHTTPResource("/ws")
    URI socket;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI health;

    private TestKey key;

    @BeforeEach
    void aMarketAndAKey() throws InterruptedException {
        Publisher.connect();
        Publisher.instrument("BTCUSD");
        Publisher.ticker("BTCUSD", "45250.75");
        Publisher.book(
                "BTCUSD",
                100,
                List.of(Publisher.level("45250", "2.4")),
                List.of(Publisher.level("45251", "1.1")));
        Publisher.flush();
        Ready.await(health);
        key = TestKeys.publish(ACCOUNT, "read");
    }

    @Test
    void privateStreamsAreRefusedAndMarketDataGoesOn() throws Exception {
        URI ws = URI.create(socket.toString().replace("http://", "ws://"));
        try (SocketClient client = SocketClient.connect(ws, "?token=" + key.apiKey())) {
            try (TestMaintenance closed = new TestMaintenance(maintenance)) {
                // Then
                JsonNode refused = client.ask(ORDERS);
                assertThat(refused.at("/error/code").asText()).isEqualTo("SERVICE_UNAVAILABLE");
                assertThat(refused.at("/error/message").asText()).isEqualTo(closed.message());
                assertThat(refused.at("/error/details/maintenance").asBoolean()).isTrue();
                assertThat(RawHandshake.answer(socket, query("user@balances")))
                        .startsWith("HTTP/1.1 503 ")
                        .contains("\"maintenance\":true");
                // Then
                assertThat(RawHandshake.answer(socket, query("BTCUSD@ticker")))
                        .startsWith("HTTP/1.1 101 ");
                client.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"BTCUSD@ticker\"]}");
                assertThat(client.nextOf("BTCUSD@ticker").at("/data/price").toString())
                        .isEqualTo("45250.75");
            }
            // Then it ends
            client.send(ORDERS);
            assertThat(client.nextOf("user@orders").get("type").asText()).isEqualTo("snapshot");
        }
    }

    private String query(String stream) {
        return "?token=" + key.apiKey() + "&streams=" + stream;
    }
}
