package com.rescaleequity.stream.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.testing.SocketClient;
import com.rescaleequity.platform.testing.TestKeys;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * How much later a reader hears trades while one account resumes and resynchronises on ten
 * connections as fast as the limits let it. The reader is measured alone and beside it in turns, so
 * that the mood of the machine meets both alike. On demand: {@code -Dtest=FairnessBenchmark};
 * {@code -Dseconds=10} is the length of a turn.
 */
@QuarkusTest
@TestProfile(FairnessBenchmark.Limited.class)
class FairnessBenchmark {

    /** The limits as clients meet them. */
    public static class Limited extends LimitsIT.Limited {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(
                            StreamInfrastructure.class, Map.of("limits", "on", "waits", "usual")));
        }
    }

    private static final System.Logger LOG = System.getLogger("Fairness");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long PAUSE_NANOS = 200_000_000;
    private static final int SECONDS = Integer.getInteger("seconds", 10);
    private static final int TURNS = 4;
    private static final int TRADES_A_SECOND = 200;
    private static final long READER = 800;
    private static final long GREEDY = 801;
    private static final int OPEN_ORDERS = 600;
    private static final int PAST_ORDERS = 6_000;
    private static final int MISSED = 6_000;

    @TestHTTPResource("/ws")
    URI socket;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI health;

    private final long[] sentAt = new long[TURNS * SECONDS * TRADES_A_SECOND + 1];
    private final LongAdder framesOfGreedy = new LongAdder();
    private int nextTrade = 1;

    @Test
    void whoCatchesUpWithMuchDelaysNobody() throws Exception {
        // Given
        Publisher.connect();
        Publisher.instrument("BTCUSD");
        Publisher.book("BTCUSD", 1, List.of(), List.of());
        tellALongPast();
        Ready.await(health);
        TestKey key = TestKeys.publish(READER, "read");
        String query = "?token=" + key.apiKey() + "&streams=BTCUSD@trade";
        List<long[]> alone = new ArrayList<>();
        List<long[]> beside = new ArrayList<>();
        try (SocketClient reader = SocketClient.connect(ws(), query)) {
            reader.ask("{\"method\":\"PING\"}");
            // When
            for (int turn = 0; turn < TURNS; turn += 2) {
                alone.add(delays(reader));
                List<Thread> greedy = startGreedy();
                beside.add(delays(reader));
                greedy.forEach(Thread::interrupt);
                for (Thread thread : greedy) {
                    thread.join();
                }
            }
        }
        // Then
        LOG.log(System.Logger.Level.INFO, "alone:  {0}", told(alone));
        LOG.log(
                System.Logger.Level.INFO,
                "beside: {0}; the other had {1} frames",
                told(beside),
                framesOfGreedy.sum());
        assertThat(framesOfGreedy.sum()).isGreaterThan(MISSED);
    }

    private URI ws() {
        return URI.create(socket.toString().replace("http://", "ws://"));
    }

    private static void tellALongPast() {
        for (int i = 0; i < PAST_ORDERS; i++) {
            Publisher.cancelled(GREEDY, Publisher.order(GREEDY));
        }
        for (int i = 0; i < OPEN_ORDERS; i++) {
            Publisher.order(GREEDY);
        }
        Publisher.flush();
    }

    /** The delays of one turn's trades, from the topic to the reader, in nanoseconds. */
    private long[] delays(SocketClient reader) throws InterruptedException {
        int first = nextTrade;
        int trades = SECONDS * TRADES_A_SECOND;
        nextTrade += trades;
        Thread source = Thread.ofPlatform().start(() -> trade(first, trades));
        long[] delays = new long[trades];
        for (int i = 0; i < trades; i++) {
            String text = reader.nextText();
            delays[i] = System.nanoTime() - sentAt[first + i];
            assertThat(text).contains("\"sequence\":" + (first + i) + ",");
        }
        source.join();
        return delays;
    }

    private void trade(int first, int trades) {
        long begun = System.nanoTime();
        for (int i = 0; i < trades; i++) {
            long due = begun + i * 1_000_000_000L / TRADES_A_SECOND;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            sentAt[first + i] = System.nanoTime();
            Publisher.trade("BTCUSD", first + i, "45250.75");
        }
    }

    private List<Thread> startGreedy() {
        TestKey key = TestKeys.publish(GREEDY, "read");
        URI url = URI.create(ws() + "?autoSubscribe=false&token=" + key.apiKey());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            threads.add(Thread.ofPlatform().start(() -> wantEverything(url)));
        }
        return threads;
    }

    /** Asks for the past five times a second until it is interrupted; connects anew when ended. */
    private void wantEverything(URI url) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                askUntilClosed(HTTP.newWebSocketBuilder().buildAsync(url, new Counting()).join());
            } catch (CompletionException refusedOrClosed) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static void askUntilClosed(WebSocket peer) {
        try {
            for (int i = 0; !peer.isInputClosed() && !Thread.currentThread().isInterrupted(); i++) {
                peer.sendText(i % 2 == 0 ? resume() : resync(), true).join();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } finally {
            peer.abort();
        }
    }

    private static String resume() {
        return "{\"method\":\"SUBSCRIBE\",\"params\":[\"user@orders\"],\"resume\":{\"user@orders\":"
                + (2 * PAST_ORDERS + OPEN_ORDERS - MISSED)
                + "}}";
    }

    private static String resync() {
        return "{\"method\":\"RESYNC\",\"params\":[\"user@orders\"]}";
    }

    private static String told(List<long[]> turns) {
        long[] all = turns.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return "p50 %.2f ms, p99 %.2f ms, most %.2f ms of %d trades"
                .formatted(
                        all[all.length / 2] / 1e6,
                        all[all.length * 99 / 100] / 1e6,
                        all[all.length - 1] / 1e6,
                        all.length);
    }

    /** Reads as fast as it can and counts the data. */
    private final class Counting implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            if (last) {
                framesOfGreedy.increment();
            }
            from.request(1);
            return null;
        }
    }
}
