package com.rescaleequity.platform.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.account.AccountState;
import com.rescaleequity.protocol.account.KeyRecord;
import com.rescaleequity.protocol.account.KeyState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class KeyTableTest {

    private static final byte[] HASH = Signatures.keyHash("rsk_key");

    private final KeyTable table = new KeyTable("localhost:1");
    private final List<ApiKey> changes = new ArrayList<>();
    private long offset;

    @Test
    void knowsTheNewestStateOfAKey() {
        table.onChange(changes::add);

        take("k_1", record(KeyState.KEY_ACTIVE).toByteArray());
        take("k_1", record(KeyState.KEY_REVOKED).toByteArray());

        assertThat(table.findNow(HASH)).get().extracting(ApiKey::revoked).isEqualTo(true);
        assertThat(changes).extracting(ApiKey::revoked).containsExactly(false, true);
    }

    @Test
    void findsAKnownKeyWithoutWaiting() {
        take("k_1", record(KeyState.KEY_ACTIVE).toByteArray());

        assertThat(table.find(HASH).await().indefinitely()).isPresent();
    }

    @Test
    void forgetsAKeyWhoseRecordIsDeleted() {
        table.onChange(changes::add);
        take("k_1", record(KeyState.KEY_ACTIVE).toByteArray());

        take("k_1", null);
        take("k_unknown", null);

        assertThat(table.findNow(HASH)).isEmpty();
        assertThat(changes).extracting(ApiKey::revoked).containsExactly(false, true);
    }

    @Test
    void aKeyWhoseNewestRecordIsUnreadableWorksNoLonger() {
        take("k_1", record(KeyState.KEY_ACTIVE).toByteArray());

        take("k_1", new byte[] {(byte) 0xff, 1, 2});

        assertThat(table.findNow(HASH)).isEmpty();
    }

    @Test
    void aListenerThatFailsKeepsNobodyElseFromHearing() {
        table.onChange(key -> {
            throw new IllegalStateException("broken listener");
        });
        table.onChange(changes::add);

        take("k_1", record(KeyState.KEY_ACTIVE).toByteArray());

        assertThat(changes).hasSize(1);
        assertThat(table.findNow(HASH)).isPresent();
    }

    private void take(String keyId, byte[] value) {
        table.take(
                new ConsumerRecord<>(
                        Topics.ACCOUNT_KEYS,
                        0,
                        offset++,
                        keyId.getBytes(StandardCharsets.UTF_8),
                        value));
    }

    private static KeyRecord record(KeyState state) {
        return KeyRecord.newBuilder()
                .setKeyId("k_1")
                .setAccountId(51)
                .setKeyHash(ByteString.copyFrom(HASH))
                .setState(state)
                .setAccountState(AccountState.ACCOUNT_ACTIVE)
                .build();
    }
}
