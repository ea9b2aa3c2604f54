package com.rescaleequity.stream.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.auth.KeyTable;
import com.rescaleequity.platform.auth.SecretVault;
import com.rescaleequity.platform.auth.ShortTokens;
import com.rescaleequity.platform.auth.Signatures;
import com.rescaleequity.platform.testing.RawHandshake;
import com.rescaleequity.platform.testing.SocketClient;
import com.rescaleequity.platform.testing.TestKeys;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Tokens that stand for a key in the address of a connection. */
@QuarkusTest
@QuarkusTestResource(value = StreamInfrastructure.class, restrictToAnnotatedClass = false)
class ShortTokenResourceTest {

    private static final long ACCOUNT = 790;

    @TestHTTPResource("/ws")
    URI socket;

    @Inject ShortTokens tokens;
    @Inject SecretVault vault;
    @Inject KeyTable keys;

    private URI ws() {
        return URI.create(socket.toString().replace("http://", "ws://"));
    }

    private ApiKey known(TestKey key) {
        return keys.find(Signatures.keyHash(key.apiKey())).await().indefinitely().orElseThrow();
    }

    private String handshake(String token) throws Exception {
        return RawHandshake.answer(ws(), "?token=" + token);
    }

    @Test
    void tokenOpensOneConnectionEvenWhereTheKeyItselfMayNotStandInAnAddress() throws Exception {
        // Given
        TestKey key =
                TestKeys.publish(
                        ACCOUNT,
                        record -> record.setAllowQueryToken(false).setRequireSignature(true),
                        "read");
        String token = tokens.issue(known(key)).token();

        // When
        try (SocketClient client = SocketClient.connect(ws(), "?token=" + token)) {
            // Then: as any connection opened with a key, it hears its orders
            assertThat(client.ask("{\"method\":\"LIST_SUBSCRIPTIONS\"}").toString())
                    .contains("user@orders");
        }
        assertThat(handshake(token)).startsWith("HTTP/1.1 401").contains("INVALID_API_KEY");
    }

    @Test
    void ofManyWhoUseATokenAtOnceOneGetsIn() throws Exception {
        // Given
        String token = tokens.issue(known(TestKeys.publish(ACCOUNT, "read"))).token();
        List<Future<String>> answers = new ArrayList<>();

        // When
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                answers.add(clients.submit(() -> handshake(token)));
            }
        }

        // Then
        int in = 0;
        for (Future<String> answer : answers) {
            in += answer.get().startsWith("HTTP/1.1 101") ? 1 : 0;
        }
        assertThat(in).isEqualTo(1);
    }

    @Test
    void tokenIsWorthNothingOnceItsTimeOrItsKeyIsOver() throws Exception {
        // Given
        ShortTokens aMinuteAgo =
                new ShortTokens(
                        vault, Clock.offset(Clock.systemUTC(), Duration.ofSeconds(61).negated()));
        TestKey key = TestKeys.publish(ACCOUNT, "read");

        // When / Then
        assertThat(handshake(aMinuteAgo.issue(known(key)).token()))
                .startsWith("HTTP/1.1 401")
                .contains("API_KEY_EXPIRED");
        ShortTokens inAnHour =
                new ShortTokens(vault, Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
        assertThat(handshake(inAnHour.issue(known(key)).token()))
                .startsWith("HTTP/1.1 401")
                .contains("INVALID_API_KEY");
        for (String forged : List.of("wst_", "wst_!!", "wst_AAAA", "wst_" + "A".repeat(90))) {
            assertThat(handshake(forged)).startsWith("HTTP/1.1 401").contains("INVALID_API_KEY");
        }
        String flipped = tokens.issue(known(key)).token();
        char last = flipped.charAt(flipped.length() - 2);
        String other =
                flipped.substring(0, flipped.length() - 2)
                        + (last == 'A' ? 'B' : 'A')
                        + flipped.substring(flipped.length() - 1);
        assertThat(handshake(other)).startsWith("HTTP/1.1 401").contains("INVALID_API_KEY");
    }

    @Test
    void tokenIsBoundToTheAddressesOfItsKeyAndNotUsedUpFromElsewhere() throws Exception {
        // Given
        UnaryOperator<com.rescaleequity.protocol.account.KeyRecord.Builder> elsewhere =
                record -> record.addIpAllowList("203.0.113.7");
        TestKey key = TestKeys.publish(ACCOUNT, elsewhere, "read");
        String token = tokens.issue(known(key)).token();

        // When / Then
        assertThat(handshake(token)).startsWith("HTTP/1.1 403").contains("IP_NOT_ALLOWED");
        assertThat(handshake(token)).startsWith("HTTP/1.1 403").contains("IP_NOT_ALLOWED");
    }

    @Test
    void tokenIsTakenInBandToo() throws Exception {
        String token = tokens.issue(known(TestKeys.publish(ACCOUNT, "read"))).token();
        String auth = "{\"method\":\"AUTH\",\"id\":1,\"params\":{\"token\":\"" + token + "\"}}";
        try (SocketClient client = SocketClient.connect(ws(), "");
                SocketClient other = SocketClient.connect(ws(), "")) {
            assertThat(client.ask(auth).at("/result/scopes/0").asText()).isEqualTo("read");
            assertThat(other.ask(auth).at("/error/code").asText()).isEqualTo("INVALID_API_KEY");
        }
    }
}
