package com.rescaleequity.order.api;

import static com.rescaleequity.order.api.TestCalls.account;
import static com.rescaleequity.order.api.TestCalls.get;
import static com.rescaleequity.order.api.TestCalls.leaveNothing;
import static com.rescaleequity.order.api.TestCalls.limit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.rescaleequity.order.socket.TradePeer;
import com.rescaleequity.platform.socket.ConnectionLimits;
import com.rescaleequity.platform.socket.Liveness;
import com.rescaleequity.platform.socket.Peers;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.SocketClient;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.OrderType;
import com.rescaleequity.protocol.trading.PlaceOrder;
import com.rescaleequity.protocol.trading.Side;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders that end with the connection they were placed on, and those that do not. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "order_service"),
        restrictToAnnotatedClass = false)
class CancelOnDisconnectResourceTest {

    private static final String TIED = "&cancelOnDisconnect=true";

    @Inject Liveness<TradePeer> liveness;

    @Inject ConnectionLimits limits;

    @Inject Peers<TradePeer> peers;

    private TestKey owner;

    @BeforeEach
    void openAnAccount() {
        TestCommands.listInstruments();
        owner = account();
    }

    @AfterEach
    void leaveAnEmptyBook() {
        limits.openDoors();
        leaveNothing(owner);
    }

    @Test
    void ordersEndWhenTheirClientSaysGoodbye() throws Exception {
        // Given
        TradeClient client = TradeClient.open(owner, TIED);
        String order = place(client, "50000");
        JsonNode batch =
                client.call(
                        "ORDERS_CREATE_BATCH",
                        "{'orders':[%s]}".formatted(limit("buy", "0.1", "50001")));
        // When
        client.leave();
        // Then
        awaitEnd(order);
        awaitEnd(batch.at("/result/0/data/orderId").asText());
    }

    @Test
    void ordersEndWhenTheirClientVanishes() throws Exception {
        // Given
        TradeClient client = TradeClient.open(owner, TIED);
        String order = place(client, "50000");
        // When
        client.close();
        // Then
        awaitEnd(order);
    }

    @Test
    void ordersEndWithWhatTheServiceEndsWhetherItsClientAnswersOrNot() throws Exception {
        // Given
        TradeClient client = TradeClient.stubborn(owner, TIED);
        String order = place(client, "50000");
        // When
        client.sendBinary();
        // Then
        assertThat(client.end().code()).isEqualTo(1003);
        awaitEnd(order);
        assertThat(peers.all()).as("whose TCP connections have not ended").isNotEmpty();
        client.close();
    }

    @Test
    void ordersOnTheirWayEndToo() throws Exception {
        // Given
        TradeClient client = TradeClient.open(owner, TIED);
        for (int id = 1; id <= 50; id++) {
            client.send(
                    "{'id':%d,'method':'ORDERS_CREATE','params':%s}"
                            .formatted(id, limit("buy", "0.001", "50000")));
        }
        // When
        client.close();
        // Then
        String last = place(TradeClient.open(owner, ""), "50002");
        awaitAll("cancelled", last);
    }

    @Test
    void otherConnectionsAndAmendmentsChangeNothing() throws Exception {
        // Given
        TradeClient client = TradeClient.unknown();
        client.ask(
                "{'method':'AUTH','params':{'token':'%s','cancelOnDisconnect':true}}"
                        .formatted(owner.apiKey()));
        String tied = place(client, "50000");
        try (TradeClient other = TradeClient.open(owner, "")) {
            String kept = place(other, "50001");
            client.call("ORDERS_AMEND", "{'orderId':'%s','price':50003}".formatted(kept));
            other.call("ORDERS_AMEND", "{'orderId':'%s','price':50004}".formatted(tied));
            // When
            client.leave();
            // Then
            awaitEnd(tied);
            get(owner, "/" + kept).statusCode(200).body("data.status", equalTo("active"));
        }
    }

    @Test
    void stoppingServiceEndsConnectionsAndTheirOrders() throws Exception {
        // Given
        TradeClient client = TradeClient.open(owner, TIED);
        String order = place(client, "50000");
        // When
        liveness.closeAll();
        // Then
        assertThat(client.next().at("/data/event").asText()).isEqualTo("serverShutdown");
        assertThat(client.end()).isEqualTo(new SocketClient.End(1012, "SERVICE_UNAVAILABLE"));
        awaitEnd(order);
    }

    @Test
    void serverThatIsNotHeardOfLosesItsOrders() throws Exception {
        // When
        TestCommands.append(
                Command.newBuilder()
                        .setOrigin("a server that never was")
                        .setLease(1)
                        .setPlaceOrder(
                                PlaceOrder.newBuilder()
                                        .setAccountId(owner.accountId())
                                        .setSymbol("BTCUSD")
                                        .setSide(Side.BUY)
                                        .setType(OrderType.LIMIT)
                                        .setQuantity(10_000_000)
                                        .setLimitPrice(5_000_000_000_000L)
                                        .setClientOrderId("orphan"))
                        .build());
        // Then
        awaitEnd("by-client-id/orphan");
    }

    @Test
    void wishIsYesOrNo() throws Exception {
        try (TradeClient client = TradeClient.unknown()) {
            JsonNode refused =
                    client.ask(
                            "{'method':'AUTH','params':{'token':'x','cancelOnDisconnect':'yes'}}");
            assertThat(refused.at("/error/errors/0/field").asText())
                    .isEqualTo("cancelOnDisconnect");
        }
    }

    private static String place(TradeClient client, String price) throws InterruptedException {
        JsonNode answer = client.call("ORDERS_CREATE", limit("buy", "0.01", price));
        assertThat(answer.at("/result/status").asText()).as("%s", answer).isEqualTo("active");
        return answer.at("/result/orderId").asText();
    }

    private void awaitEnd(String order) throws InterruptedException {
        while (!"cancelled".equals(read(order, "data.status"))) {
            Thread.sleep(20);
        }
        assertThat(read(order, "data.statusReason")).isEqualTo("cancel_on_disconnect");
    }

    /** Waits until no order is open but one. */
    private void awaitAll(String status, String but) throws InterruptedException {
        while (get(owner, "?status=active").extract().jsonPath().getList("data").size() > 1) {
            Thread.sleep(20);
        }
        get(owner, "/" + but).body("data.status", equalTo("active"));
        assertThat(
                        get(owner, "?status=" + status)
                                .extract()
                                .jsonPath()
                                .getList("data.statusReason"))
                .isNotEmpty()
                .containsOnly("cancel_on_disconnect");
    }

    private String read(String order, String path) {
        return get(owner, "/" + order).extract().jsonPath().getString(path);
    }
}
