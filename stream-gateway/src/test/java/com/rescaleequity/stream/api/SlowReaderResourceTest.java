package com.rescaleequity.stream.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.socket.Peers;
import com.rescaleequity.platform.testing.RawHandshake;
import com.rescaleequity.platform.testing.SocketClient;
import com.rescaleequity.platform.testing.TestKeys;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import com.rescaleequity.stream.subscription.Session;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = StreamInfrastructure.class, restrictToAnnotatedClass = false)
class SlowReaderResourceTest {

    private static final int TRADES = 60_000;

    private static final long DEAF = 91;

    /** Trades at a time: far fewer than a queue holds, so that the machine's speed is no matter. */
    private static final int STEP = 1_000;

    private static final byte[] CLOSE_4008 = {(byte) 0x88, 14, 0x0f, (byte) 0xa8};

    @TestHTTPResource("/ws")
    URI socket;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI health;

    @Inject Peers<Session> peers;

    @Test
    void slowReaderIsClosedAndDelaysNobody() throws Exception {
        // Given
        Publisher.connect();
        Publisher.instrument("SLOWUSD");
        Publisher.book("SLOWUSD", 1, List.of(), List.of());
        Ready.await(health);
        TestKey key = TestKeys.publish(90, "read");
        URI ws = URI.create(socket.toString().replace("http://", "ws://"));
        String query = "?token=" + key.apiKey() + "&streams=SLOWUSD@trade";
        while (!RawHandshake.answer(ws, query).startsWith("HTTP/1.1 101")) {
            Thread.sleep(50);
        }
        try (Socket slow = RawHandshake.open(ws, query, 4096);
                SocketClient fast = SocketClient.connect(ws, query)) {
            fast.ask("{\"method\":\"PING\"}");
            Thread.sleep(500);
            for (int first = 1; first <= TRADES; first += STEP) {
                // When
                for (int id = first; id < first + STEP; id++) {
                    Publisher.trade("SLOWUSD", id, "45250.75");
                }
                Publisher.flush();
                // Then
                for (int id = first; id < first + STEP; id++) {
                    assertThat(fast.nextText()).contains("\"sequence\":" + id + ",");
                }
            }
            assertThat(endOf(slow)).isEqualTo(CLOSE_4008);
        }
    }

    @Test
    void placeOfWhoNeverReadsIsFreeAgain() throws Exception {
        // Given
        TestKey key = TestKeys.publish(DEAF, "read");
        URI ws = URI.create(socket.toString().replace("http://", "ws://"));
        String query = "?token=" + key.apiKey();
        while (!RawHandshake.answer(ws, query).startsWith("HTTP/1.1 101")) {
            Thread.sleep(50);
        }
        long end = System.nanoTime() + 240_000_000_000L;
        try (Socket deaf = RawHandshake.open(ws, query, 4096)) {
            while (!isHere() && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            // When
            askMuch(deaf);
            // Then
            while (isHere() && System.nanoTime() < end) {
                Thread.sleep(100);
            }
            assertThat(isHere()).isFalse();
        }
    }

    private boolean isHere() {
        return peers.all().stream()
                .map(peer -> peer.key())
                .anyMatch(key -> key != null && key.accountId() == DEAF);
    }

    /** Asks for more than the network and the queue hold, each answer longer than its request. */
    private static void askMuch(Socket peer) throws Exception {
        String name = '"' + "X".repeat(60) + '"';
        String names = String.join(",", Collections.nCopies(10, name));
        byte[] request =
                FrameRulesResourceTest.text(
                        "{\"method\":\"SUBSCRIBE\",\"params\":[" + names + "]}");
        try {
            for (int i = 0; i < 20_000; i++) {
                peer.getOutputStream().write(request);
            }
        } catch (IOException e) {
            // It was ended already.
        }
    }

    /**
     * The beginning of the last frame, which is a goodbye without room for more than its reason.
     */
    private static byte[] endOf(Socket socket) throws Exception {
        socket.setSoTimeout(20_000);
        InputStream in = socket.getInputStream();
        byte[] tail = new byte[16];
        byte[] chunk = new byte[65536];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            int keep = Math.min(read, tail.length);
            System.arraycopy(tail, keep, tail, 0, tail.length - keep);
            System.arraycopy(chunk, read - keep, tail, tail.length - keep, keep);
        }
        return Arrays.copyOf(tail, CLOSE_4008.length);
    }
}
