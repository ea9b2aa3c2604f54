package com.rescaleequity.systemtest.load.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SocketLaneTest {

    @Test
    void callsGoOutMaskedAndAnswersAreMatchedById() throws IOException, InterruptedException {
        try (TradeServer server = new TradeServer();
                SocketLane lane = SocketLane.open(server.uri(), "secret", 4);
                Selector selector = Selector.open()) {
            lane.register(selector, lane);

            // When
            lane.put(2, Call.of(CallKind.CREATE, "secret", "{\"symbol\":\"ETHUSD\"}"));
            lane.put(3, Call.of(CallKind.CANCEL, "secret", "{\"orderId\":\"9\"}"));
            lane.flush();

            // Then
            assertThat(read(lane, selector, 2))
                    .containsExactly("3: 404 ORDER_NOT_FOUND", "2: 200 77");
            assertThat(server.frames())
                    .containsExactly(
                            "{\"id\":2,\"method\":\"ORDERS_CREATE\",\"params\":{\"symbol\":\"ETHUSD\"}}",
                            "{\"id\":3,\"method\":\"ORDERS_CANCEL\",\"params\":{\"orderId\":\"9\"}}");
            assertThat(server.heads())
                    .contains("GET /ws/trade HTTP/1.1", "Authorization: Bearer secret");
            assertThat(server.awaitPong()).isTrue();
        }
    }

    private static List<String> read(SocketLane lane, Selector selector, int count)
            throws IOException {
        List<String> answers = new ArrayList<>();
        while (answers.size() < count) {
            selector.select(key -> {
                try {
                    lane.read((slot, answer) -> answers.add(slot + ": " + text(answer)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return answers;
    }

    private static String text(Answer answer) {
        return answer.status() + " " + (answer.ok() ? answer.orderId() : answer.code());
    }

    @Test
    void whoIsNotLetInIsToldSo() throws IOException {
        try (TradeServer server = new TradeServer()) {
            assertThatThrownBy(() -> SocketLane.open(server.uri(), TradeServer.UNKNOWN_KEY, 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("401");
        }
    }
}
