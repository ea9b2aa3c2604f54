package com.rescaleequity.stream.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.limits.Policy;
import com.rescaleequity.platform.limits.RateLimits;
import com.rescaleequity.platform.socket.ConnectionLimits;
import com.rescaleequity.platform.socket.Peers;
import com.rescaleequity.platform.testing.RawHandshake;
import com.rescaleequity.platform.testing.SocketClient;
import com.rescaleequity.platform.testing.TestKeys;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import com.rescaleequity.stream.subscription.Hub;
import com.rescaleequity.stream.subscription.Session;
import com.rescaleequity.stream.subscription.StreamName;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(LimitsIT.Limited.class)
class LimitsIT {

    /**
     * Limits on, and short waits; an application of its own, so in the run of its own of the ITs.
     */
    public static class Limited implements QuarkusTestProfile {

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(StreamInfrastructure.class, Map.of("limits", "on")));
        }
    }

    @TestHTTPResource("/ws")
    URI socket;

    @Inject StreamLiveness liveness;

    @Inject ConnectionLimits limits;

    @Inject RateLimits rates;

    @Inject Peers<Session> peers;

    @Inject Hub hub;

    private URI ws() {
        return URI.create(socket.toString().replace("http://", "ws://"));
    }

    @Test
    void tooManyMessagesAreRefusedEachWithItsId() throws Exception {
        // Given
        TestKey key = TestKeys.publish(61, "read");
        try (SocketClient client = SocketClient.connect(ws(), "?token=" + key.apiKey())) {
            // When
            for (int i = 0; i < 40; i++) {
                client.send("{\"method\":\"PING\",\"id\":" + i + "}");
            }
            // Then
            int refused = 0;
            for (int i = 0; i < 40; i++) {
                JsonNode answer = client.next();
                refused += answer.at("/error/code").asText().equals("RATE_LIMITED") ? 1 : 0;
            }
            assertThat(refused).isBetween(1, 20);
        }
    }

    @Test
    void pastOfAStreamIsGivenOnlyNowAndThen() throws Exception {
        // Given
        TestKey key = TestKeys.publish(65, "read");
        String query = "?autoSubscribe=false&token=" + key.apiKey();
        String resume =
                "{\"method\":\"SUBSCRIBE\",\"params\":[\"user@orders\"],"
                        + "\"resume\":{\"user@orders\":0},\"id\":1}";
        try (SocketClient client = SocketClient.connect(ws(), query)) {
            assertThat(client.ask(resume).get("status").asText()).isEqualTo("success");
            // When
            JsonNode refused = client.ask(resume);
            // Then
            assertThat(refused.at("/error/code").asText()).isEqualTo("RATE_LIMITED");
            assertThat(refused.at("/error/details/policy").asText()).isEqualTo("ws-recovery");
            assertThat(refused.at("/error/details/retryAfterMs").asLong()).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({"SUBSCRIBE, 167", "RESYNC, 168"})
    void requestThatNamesUnknownStreamsIsChargedAndAnsweredBriefly(String method, long account)
            throws Exception {
        // Given
        TestKey key = TestKeys.publish(account, "read");
        String names =
                IntStream.range(0, 200)
                        .mapToObj(i -> '"' + "X".repeat(60) + i + '"')
                        .collect(Collectors.joining(","));
        String request = "{\"method\":\"" + method + "\",\"params\":[" + names + "]}";
        String query = "?autoSubscribe=false&token=" + key.apiKey();
        try (SocketClient client = SocketClient.connect(ws(), query)) {
            // When
            client.send(request);
            // Then
            assertThat(client.nextText()).contains("INVALID_STREAM").hasSizeLessThan(2_000);
            // When
            rates.charge(Policy.WS_FRAMES, Long.toString(account), "", 100_000);
            JsonNode refused = client.ask(request);
            // Then
            assertThat(refused.at("/error/code").asText()).isEqualTo("RATE_LIMITED");
            assertThat(refused.at("/error/details/policy").asText()).isEqualTo("ws-frames");
        }
    }

    @Test
    void whoGoesOnAskingForThePastIsClosed() throws Exception {
        // Given
        TestKey key = TestKeys.publish(68, "read");
        Instant start = Instant.now();
        try (SocketClient client = SocketClient.connect(ws(), "?token=" + key.apiKey())) {
            client.ask("{\"method\":\"PING\"}");
            Session session = sessionOf(key);
            // When
            AtomicInteger given = new AtomicInteger();
            for (int i = 0; i <= 13; i++) {
                Clock then = Clock.fixed(start.plusMillis(900L * i), ZoneOffset.UTC);
                onHub(() -> {
                    try {
                        new WorkLimits(rates, then).take(session, 1, List.of(StreamName.ORDERS));
                        given.incrementAndGet();
                    } catch (ApiException refused) {
                        assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
                    }
                });
            }
            // Then
            assertThat(given).hasValue(5);
            assertThat(client.end()).isEqualTo(new SocketClient.End(4029, "RATE_LIMITED"));
        }
    }

    @Test
    void connectionOfADayIsToldAndClosed() throws Exception {
        // Given
        TestKey key = TestKeys.publish(69, "read");
        try (SocketClient client = SocketClient.connect(ws(), "?token=" + key.apiKey())) {
            client.ask("{\"method\":\"PING\"}");
            // When
            checkAsOfAge(key, Duration.ofHours(24).minusSeconds(29));
            // Then
            JsonNode notice = client.next();
            assertThat(notice.get("stream").asText()).isEqualTo("system@notice");
            assertThat(notice.at("/data/reason").asText()).isEqualTo("maxAge");
            // When
            checkAsOfAge(key, Duration.ofHours(24));
            // Then
            assertThat(client.end()).isEqualTo(new SocketClient.End(4009, "SERVICE_UNAVAILABLE"));
        }
    }

    @Test
    void connectionWithoutASubscriptionIsClosedAfterFiveMinutes() throws Exception {
        // Given
        TestKey key = TestKeys.publish(70, "read");
        String query = "?autoSubscribe=false&token=" + key.apiKey();
        try (SocketClient client = SocketClient.connect(ws(), query)) {
            client.ask("{\"method\":\"PING\"}");
            // When
            checkAsOfAge(key, Duration.ofMinutes(4));
            // Then
            assertThat(client.ask("{\"method\":\"PING\"}").get("status").asText())
                    .isEqualTo("success");
            // When
            checkAsOfAge(key, Duration.ofMinutes(6));
            // Then
            assertThat(client.end()).isEqualTo(new SocketClient.End(1008, "DEADLINE_EXCEEDED"));
        }
    }

    /** Has the key's connection looked at as if it had been opened as long ago, and just heard. */
    private void checkAsOfAge(TestKey key, Duration age) {
        Session session = sessionOf(key);
        long now = System.currentTimeMillis();
        Session aged =
                new Session(
                        session.id(), session.queue(), session.admission(), now - age.toMillis());
        aged.heard(now);
        aged.streams().addAll(session.streams());
        onHub(() -> liveness.check(aged));
    }

    private void onHub(Runnable task) {
        hub.perform(task).await().indefinitely();
    }

    private Session sessionOf(TestKey key) {
        return peers.all().stream()
                .filter(peer -> {
                    ApiKey known = peer.key();
                    return known != null && known.keyId().equals(key.keyId());
                })
                .findAny()
                .orElseThrow();
    }

    @Test
    void pingsAreAnsweredOnlyAsFastAsMessagesAreTaken() throws Exception {
        // Given
        TestKey key = TestKeys.publish(66, "read");
        byte[] ping = {(byte) 0x89, (byte) 0x80, 0, 0, 0, 0};
        // Fewer than end a connection at once, and written at once: nobody closes in the middle.
        byte[] pings = new byte[150 * ping.length];
        for (int i = 0; i < pings.length; i++) {
            pings[i] = ping[i % ping.length];
        }
        try (Socket peer = RawHandshake.open(ws(), "?token=" + key.apiKey(), 65536)) {
            peer.setSoTimeout(2_000);
            InputStream in = peer.getInputStream();
            RawHandshake.head(in);
            // When
            peer.getOutputStream().write(pings);
            // Then
            assertThat(pongs(in)).isBetween(1, 100);
        }
    }

    /** The pongs that come until nothing has come for as long as the socket waits. */
    private static int pongs(InputStream in) throws IOException {
        int pongs = 0;
        try {
            while (true) {
                byte[] frame = in.readNBytes(2);
                if (frame.length < 2 || (frame[0] & 0x0f) != 0x0a) {
                    return pongs;
                }
                pongs++;
            }
        } catch (SocketTimeoutException silence) {
            return pongs;
        }
    }

    @Test
    void twentyFirstConnectionOfAnAccountIsRefused() throws Exception {
        // Given
        TestKey key = TestKeys.publish(62, "read");
        String query = "?token=" + key.apiKey();
        List<SocketClient> open = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            open.add(SocketClient.connect(ws(), query));
        }
        // When
        String refused = RawHandshake.answer(ws(), query);
        // Then
        assertThat(refused)
                .startsWith("HTTP/1.1 429")
                .containsIgnoringCase("Retry-After: 10")
                .contains("CONNECTION_LIMIT", "\"windowSeconds\":10", "\"retryAfterMs\":10000");
        // When
        open.forEach(SocketClient::close);
        // Then
        long end = System.nanoTime() + 180_000_000_000L;
        String answer = RawHandshake.answer(ws(), query);
        while (!answer.startsWith("HTTP/1.1 101") && System.nanoTime() < end) {
            Thread.sleep(50);
            answer = RawHandshake.answer(ws(), query);
        }
        assertThat(answer).startsWith("HTTP/1.1 101");
    }

    @Test
    void handshakesAreCountedAndSaySo() {
        // Given
        TestKey key = TestKeys.publish(65, "read");
        // When
        String[] answers = {
            RawHandshake.answer(ws(), "?token=nonsense", "X-Forwarded-For", "203.0.113.9"),
            RawHandshake.answer(ws(), "?streams=%zz", "X-Forwarded-For", "203.0.113.9"),
            RawHandshake.answer(ws(), "?token=" + key.apiKey(), "X-Forwarded-For", "203.0.113.9")
        };
        // Then
        for (String answer : answers) {
            assertThat(answer).containsIgnoringCase("RateLimit-Policy: \"");
        }
        assertThat(answers[0]).containsIgnoringCase("RateLimit: \"ws-connect\";r=299;");
        // When
        rates.chargeAddress(Policy.WS_CONNECT, "203.0.113.9", 400);
        // Then
        assertThat(RawHandshake.answer(ws(), "", "X-Forwarded-For", "203.0.113.9"))
                .startsWith("HTTP/1.1 429")
                .contains("CONNECTION_LIMIT")
                .contains("retryAfterMs")
                .containsIgnoringCase("Retry-After: ");
    }

    @Test
    void handshakeWithAKnownKeyPaysNotForItsNeighbours() throws Exception {
        // Given
        TestKey key = TestKeys.publish(67, "read");
        String token = "?token=" + key.apiKey();
        String[] from = {"X-Forwarded-For", "203.0.113.19"};
        assertThat(RawHandshake.answer(ws(), token, from)).startsWith("HTTP/1.1 101");
        // When
        rates.chargeAddress(Policy.IP, "203.0.113.19", 1_000_000);
        for (int i = 0; i < 11; i++) {
            assertThatThrownBy(() -> rates.takeOfAddress(Policy.IP, "203.0.113.19", 1_200))
                    .isInstanceOf(ApiException.class);
        }
        // Then
        assertThat(RawHandshake.answer(ws(), "", from))
                .startsWith("HTTP/1.1 403")
                .contains("IP_BLOCKED")
                .containsIgnoringCase("Retry-After: ");
        assertThat(RawHandshake.answer(ws(), "?token=nonsense", from)).contains("IP_BLOCKED");
        assertThat(RawHandshake.answer(ws(), token, from)).startsWith("HTTP/1.1 101");
        assertThat(RawHandshake.answer(ws(), "", from[0], from[1], "Authorization", key.bearer()))
                .startsWith("HTTP/1.1 101");
        // When
        rates.chargeAddress(Policy.WS_CONNECT, "203.0.113.19", 400);
        // Then
        assertThat(RawHandshake.answer(ws(), token, from)).contains("CONNECTION_LIMIT");
    }

    @Test
    void aHandshakeFromAPageOfAnotherOriginOrWithTwoKeysIsRefused() {
        // Given
        TestKey key = TestKeys.publish(66, "read");
        String query = "?token=" + key.apiKey();
        // Then
        assertThat(RawHandshake.answer(ws(), query, "Origin", "https://evil.example"))
                .startsWith("HTTP/1.1 403")
                .contains("PERMISSION_DENIED");
        assertThat(RawHandshake.answer(ws(), query, "Origin", "https://console.example"))
                .startsWith("HTTP/1.1 101");
        assertThat(
                        RawHandshake.answer(
                                ws(),
                                "",
                                "Authorization",
                                key.bearer(),
                                "Authorization",
                                "Bearer other"))
                .startsWith("HTTP/1.1 400")
                .contains("INVALID_PARAMETER");
    }

    @Test
    void connectionThatDoesNotAuthenticateIsClosed() {
        // Given
        try (SocketClient client = SocketClient.connect(ws(), "")) {
            // Then
            assertThat(client.end()).isEqualTo(new SocketClient.End(4001, "NOT_AUTHENTICATED"));
        }
    }

    @Test
    void peerThatAnswersNoPingIsClosedAndOneThatDoesIsNot() throws Exception {
        // Given
        TestKey key = TestKeys.publish(63, "read");
        String query = "?token=" + key.apiKey();
        try (SocketClient alive = SocketClient.connect(ws(), query);
                Socket silent = RawHandshake.open(ws(), query, 65536)) {
            silent.setSoTimeout(60_000);
            InputStream in = silent.getInputStream();
            // When
            StringBuilder all = new StringBuilder();
            while (all.indexOf("DEADLINE_EXCEEDED") < 0) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                all.append((char) next);
            }
            // Then
            assertThat(all.toString()).endsWith("DEADLINE_EXCEEDED");
            assertThat(alive.ask("{\"method\":\"PING\",\"id\":1}").get("id").asInt()).isEqualTo(1);
        }
    }

    @Test
    void openConnectionsAreToldBeforeTheServiceStopsAndNobodyIsLetIn() throws Exception {
        // Given
        TestKey key = TestKeys.publish(64, "read");
        String query = "?token=" + key.apiKey();
        try (SocketClient client = SocketClient.connect(ws(), query)) {
            client.ask("{\"method\":\"PING\"}");
            // When
            liveness.stop(new ShutdownDelayInitiatedEvent());
            // Then
            JsonNode notice = client.next();
            assertThat(notice.get("stream").asText()).isEqualTo("system@notice");
            assertThat(notice.at("/data/event").asText()).isEqualTo("serverShutdown");
            assertThat(client.end().code()).isEqualTo(1012);
            assertThat(RawHandshake.answer(ws(), query))
                    .startsWith("HTTP/1.1 503")
                    .contains("SERVICE_UNAVAILABLE");
        } finally {
            limits.openDoors();
        }
    }
}
