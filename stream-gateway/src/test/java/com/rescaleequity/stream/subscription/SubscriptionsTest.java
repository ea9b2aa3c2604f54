package com.rescaleequity.stream.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.socket.delivery.Frame;
import com.rescaleequity.protocol.market.Ticker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {

    private final Audience audience = new Audience();
    private final TickerBoard tickers = new TickerBoard(audience);
    private final PrivateEvents events = new PrivateEvents(audience, 10);
    private final StreamSnapshots snapshots =
            new StreamSnapshots(
                    tickers, new BookBoard(audience), new CandleBoard(audience), events);
    private final Deque<Runnable> hub = new ArrayDeque<>();
    private final Subscriptions subscriptions =
            new Subscriptions(
                    audience, snapshots, events, new CatchUp(hub::add, snapshots, events));
    private final Listener listener = Listener.open("a");

    private static List<StreamName> many(int count, String prefix) {
        return IntStream.range(0, count)
                .mapToObj(i -> StreamName.ticker(prefix + (10_000 + i)))
                .toList();
    }

    private static Ticker ticker(String symbol, long timestamp) {
        return Ticker.newBuilder().setSymbol(symbol).setTimestamp(timestamp).build();
    }

    private void subscribe(List<StreamName> names, Object acknowledgement) {
        subscriptions.subscribe(listener.session(), names, Map.of(), Frame.answer(acknowledgement));
        while (!hub.isEmpty()) {
            hub.remove().run();
        }
    }

    @Test
    void acknowledgementPrecedesTheSnapshotAndRepeatingIsFine() {
        // Given
        tickers.onTicker(ticker("BTCUSD", 1), 1);
        // When
        subscribe(List.of(StreamName.ticker("BTCUSD")), "ack");
        subscribe(List.of(StreamName.ticker("BTCUSD")), "again");
        // Then
        List<String> heard = listener.heard();
        assertThat(heard).hasSize(3).first().isEqualTo("\"ack\"");
        assertThat(heard.get(1)).contains("\"type\":\"snapshot\"");
        assertThat(heard.get(2)).isEqualTo("\"again\"");
        assertThat(subscriptions.list(listener.session())).containsExactly("BTCUSD@ticker");
    }

    @Test
    void moreThanFiveHundredStreamsAreRefusedWhole() {
        // Given
        subscribe(many(200, "A"), 1);
        subscribe(many(200, "B"), 2);
        subscribe(many(99, "C"), 3);
        // When
        assertThatThrownBy(() -> subscribe(many(2, "D"), 4))
                // Then
                .isInstanceOfSatisfying(
                        ApiException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_MANY_STREAMS));
        assertThat(subscriptions.list(listener.session())).hasSize(499);
        subscribe(many(1, "D"), 5);
        assertThat(subscriptions.list(listener.session())).hasSize(500);
    }

    @Test
    void tickerIsSentAtMostOncePerSecondAndItsLastStateAlways() {
        // Given
        tickers.onTicker(ticker("BTCUSD", 1), 1_000);
        subscribe(List.of(StreamName.ticker("BTCUSD"), StreamName.ALL_TICKERS), "ack");
        listener.heard();
        // When
        for (int i = 0; i < 10; i++) {
            tickers.onTicker(ticker("BTCUSD", 100 + i), 1_100 + i);
        }
        tickers.tick(1_500);
        tickers.tick(2_000);
        tickers.tick(2_100);
        // Then
        List<String> heard = listener.heard();
        assertThat(heard)
                .filteredOn(text -> text.contains("\"BTCUSD@ticker\""))
                .singleElement()
                .asString()
                .contains("\"timestamp\":109");
        assertThat(heard).filteredOn(text -> text.contains("\"*@ticker\"")).isNotEmpty();
    }

    @Test
    void refusalNamesTenStreamsAndCountsTheOthers() {
        // When
        assertThatThrownBy(
                        () -> subscriptions.requireResyncable(listener.session(), many(200, "A")))
                // Then
                .isInstanceOfSatisfying(
                        ApiException.class,
                        e -> {
                            assertThat(e.getMessage()).endsWith(" and 190 more.");
                            assertThat((List<?>) e.details().get("streams")).hasSize(10);
                        });
    }

    @Test
    void unsubscribedStreamIsNotHeard() {
        // Given
        subscribe(List.of(StreamName.ticker("BTCUSD")), "ack");
        listener.heard();
        // When
        subscriptions.unsubscribe(
                listener.session(), List.of(StreamName.ticker("BTCUSD"), StreamName.trade("X")));
        tickers.onTicker(ticker("BTCUSD", 1), 1);
        // Then
        assertThat(listener.heard()).isEmpty();
        assertThat(audience.isHeard(StreamName.ticker("BTCUSD"))).isFalse();
    }
}
