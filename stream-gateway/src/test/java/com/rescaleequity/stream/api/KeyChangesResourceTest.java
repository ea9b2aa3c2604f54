package com.rescaleequity.stream.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.rescaleequity.platform.auth.Signatures;
import com.rescaleequity.platform.testing.RawHandshake;
import com.rescaleequity.platform.testing.SocketClient;
import com.rescaleequity.platform.testing.TestKeys;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import com.rescaleequity.protocol.account.AccountState;
import com.rescaleequity.protocol.account.KeyRecord;
import com.rescaleequity.protocol.account.KeyState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of open connections whose key changes. */
@QuarkusTest
@QuarkusTestResource(value = StreamInfrastructure.class, restrictToAnnotatedClass = false)
class KeyChangesResourceTest {

    private static final AtomicLong ACCOUNTS = new AtomicLong(700);

    /** Times as long as it takes to connect to Kafka and tell it of a key: less than a second. */
    private static final double SLOW = 5;

    @TestHTTPResource("/ws")
    URI socket;

    private long account;
    private TestKey key;

    @BeforeEach
    void aKey() {
        account = ACCOUNTS.getAndIncrement();
        key = TestKeys.publish(account, "read", "trade");
    }

    private SocketClient connect() {
        return SocketClient.connect(ws(), "?token=" + key.apiKey());
    }

    private URI ws() {
        return URI.create(socket.toString().replace("http://", "ws://"));
    }

    private static KeyRecord.Builder revoke(KeyRecord.Builder record, TestKey key) {
        return record.setKeyId(key.keyId()).setState(KeyState.KEY_REVOKED);
    }

    @Test
    void revokedKeyClosesItsConnectionsAtOnce() throws Exception {
        double best = Double.MAX_VALUE;
        // One of several times: a busy machine may be slow once, a slow way is so each time.
        for (int i = 0; i < 5 && best >= SLOW; i++) {
            // Given
            key = TestKeys.publish(account, "read");
            try (SocketClient client = connect();
                    SocketClient other = connect()) {
                client.ask("{\"method\":\"PING\"}");
                other.ask("{\"method\":\"PING\"}");
                long start = System.nanoTime();
                // When
                TestKeys.publish(account, record -> revoke(record, key), "read");
                long published = System.nanoTime();
                // Then
                assertThat(client.end()).isEqualTo(new SocketClient.End(4003, "INVALID_API_KEY"));
                assertThat(other.end().code()).isEqualTo(4003);
                double took = System.nanoTime() - published;
                best = Math.min(best, took / (published - start));
            }
        }
        assertThat(best).isLessThan(SLOW);
    }

    @Test
    void suspendedAccountGoesOnReading() throws Exception {
        // Given
        Publisher.connect();
        long stranger = ACCOUNTS.getAndIncrement();
        TestKey later = TestKeys.publish(stranger, "read");
        try (SocketClient client = connect();
                SocketClient seesIt = SocketClient.connect(ws(), "?token=" + later.apiKey())) {
            client.ask("{\"method\":\"PING\"}");
            seesIt.ask("{\"method\":\"PING\"}");
            // When
            TestKeys.publish(
                    account,
                    record ->
                            record.setKeyId(key.keyId())
                                    .setKeyHash(
                                            ByteString.copyFrom(Signatures.keyHash(key.apiKey())))
                                    .setAccountState(AccountState.ACCOUNT_SUSPENDED),
                    "read",
                    "trade");
            TestKeys.publish(stranger, record -> revoke(record, later), "read");
            assertThat(seesIt.end().code()).isEqualTo(4003);
            // Then
            Publisher.order(account);
            assertThat(client.next().get("stream").asText()).isEqualTo("user@orders");
            assertThat(RawHandshake.answer(ws(), "?token=" + key.apiKey()))
                    .startsWith("HTTP/1.1 101");
        }
    }

    @ParameterizedTest
    @CsvSource({"moved, IP_NOT_ALLOWED", "over, API_KEY_EXPIRED"})
    void connectionStandsOnItsKeyAsItIsNow(String change, String reason) throws Exception {
        // Given
        try (SocketClient client = connect()) {
            client.ask("{\"method\":\"PING\"}");
            // When
            TestKeys.publish(
                    account,
                    record -> {
                        record.setKeyId(key.keyId());
                        switch (change) {
                            case "moved" -> record.addIpAllowList("10.1.2.3");
                            default -> record.setExpiresAt(System.currentTimeMillis() - 1);
                        }
                        return record;
                    },
                    "read");
            // Then
            assertThat(client.end()).isEqualTo(new SocketClient.End(4003, reason));
        }
    }
}
