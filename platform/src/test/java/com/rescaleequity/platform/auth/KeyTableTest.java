package com.rescaleequity.platform.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.account.AccountState;
import com.rescaleequity.protocol.account.KeyRecord;
import com.rescaleequity.protocol.account.KeyState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the copy of the key topic believes, and what it keeps. */
class KeyTableTest {

    private static final byte[] HASH = Signatures.keyHash("rsk_key");
    private static final byte[] OTHER_HASH = Signatures.keyHash("rsk_other");

    @TempDir Path folder;
    private final List<ApiKey> changes = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2027-01-01T00:00:00Z");
    private KeyRecords records;
    private KnownKeys known;
    private KeyTable table;
    private long offset;

    @BeforeEach
    void open() throws IOException {
        records = records((byte) 0);
        InstantSource time = () -> now;
        Clock clock = time.withZone(ZoneOffset.UTC);
        known = new KnownKeys(records, clock, meters, 3);
        table = new KeyTable(known, KafkaClients.at("localhost:1"));
        table.onChange(changes::add);
    }

    @Test
    void knowsTheNewestStateOfAKey() {
        take(record(1));
        take(record(2).setState(KeyState.KEY_REVOKED));

        assertThat(table.findNow(HASH)).get().extracting(ApiKey::revoked).isEqualTo(true);
        assertThat(changes).extracting(ApiKey::revoked).containsExactly(false, true);
    }

    @Test
    void findsAKnownKeyWithoutWaiting() {
        take(record(1));

        assertThat(table.find(HASH).await().indefinitely()).isPresent();
    }

    @Test
    void anOlderRecordBehindANewerOneChangesNothing() {
        take(record(7).setState(KeyState.KEY_REVOKED));
        take(record(6));

        assertThat(table.findNow(HASH)).get().extracting(ApiKey::revoked).isEqualTo(true);
        assertThat(changes).hasSize(1);
    }

    @Test
    void aKeysFormerTextOpensNothingAnyMore() {
        take(record(1));
        take(record(2).setKeyHash(ByteString.copyFrom(OTHER_HASH)));

        assertThat(table.findNow(HASH)).isEmpty();
        assertThat(table.findNow(OTHER_HASH)).isPresent();
    }

    @Test
    void aRecordThatNobodyVouchesForChangesNothing() throws IOException {
        take(record(1));
        KeyRecord forged = record(2).addScopes("trade").setAccountId(99).build();

        send("k_1", forged.toByteArray());
        send("k_1", records((byte) 1).sign(forged).toByteArray());
        send("k_1", records.sign(forged).toBuilder().setTier("market-maker").build().toByteArray());
        send("k_2", records.sign(forged).toByteArray());
        send("k_1", new byte[] {(byte) 0xff, 1, 2});

        assertThat(table.findNow(HASH)).get().extracting(ApiKey::accountId).isEqualTo(51L);
        assertThat(changes).hasSize(1);
        assertThat(meters.counter("keys.refused.records").count()).isEqualTo(5);
    }

    @Test
    void everyFieldOfARecordIsVouchedFor() {
        KeyRecord signed =
                records.sign(
                        record(3)
                                .setWrappedSecret(ByteString.copyFromUtf8("w"))
                                .setLabel("bot")
                                .build());
        for (var field : KeyRecord.getDescriptor().getFields()) {
            KeyRecord changed = signed.toBuilder().clearField(field).build();
            assertThat(changed.equals(signed) || !records.isGenuine(changed))
                    .as(field.getName())
                    .isTrue();
        }
        assertThat(records.isGenuine(signed)).isTrue();
    }

    @Test
    void aNumberIsGivenOnlyToWhatItsAuthorHasMade() {
        KeyRecord made = records.sign(record(0).build());

        assertThat(records.isGenuine(records.number(made, 5))).isTrue();
        assertThat(records.number(made, 5).getVersion()).isEqualTo(5);
        assertThatThrownBy(() -> records.number(made.toBuilder().setAccountId(1).build(), 5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void forgetsARevokedOrExpiredKeyWhoseRecordIsDeleted() {
        take(record(1).setState(KeyState.KEY_REVOKED));

        send("k_1", null);
        send("k_unknown", null);
        assertThat(table.findNow(HASH)).isEmpty();

        // An old record behind the deletion brings it back no more.
        take(record(0));
        assertThat(table.findNow(HASH)).isEmpty();
    }

    @Test
    void deletedKeyIsRememberedForThreeDaysSoThatKeysDoNotFillTheRoom() {
        // Given
        take(record(1).setState(KeyState.KEY_REVOKED));
        send("k_1", null);
        assertThat(known.size()).isEqualTo(1);

        // When / Then
        now = now.plus(Duration.ofDays(2));
        send("k_unknown", null);
        assertThat(known.size()).isEqualTo(1);
        now = now.plus(Duration.ofDays(2));
        send("k_unknown", null);
        assertThat(known.size()).isZero();
    }

    @Test
    void aKeyThatMayBeUsedIsNotDeleted() {
        take(record(1));

        send("k_1", null);

        assertThat(table.findNow(HASH)).isPresent();
        assertThat(meters.counter("keys.refused.records").count()).isEqualTo(1);
    }

    @Test
    void keysThatExpiredLongAgoAreForgotten() {
        take(record(1).setExpiresAt(now.plusSeconds(60).toEpochMilli()));
        now = now.plus(Duration.ofDays(1));
        take(record("k_2", OTHER_HASH, 2));
        assertThat(table.findNow(HASH)).isPresent();

        now = now.plus(Duration.ofDays(7));
        take(record("k_3", Signatures.keyHash("rsk_3"), 3));

        assertThat(table.findNow(HASH)).isEmpty();
        assertThat(known.size()).isEqualTo(2);
        assertThat(changes.getLast().keyId()).isEqualTo("k_3");
    }

    @Test
    void moreKeysThanThereIsRoomForAreRefusedAndCounted() {
        for (int i = 1; i <= 5; i++) {
            take(record("k_" + i, Signatures.keyHash("rsk_" + i), i));
        }

        assertThat(known.size()).isEqualTo(3);
        assertThat(table.findNow(Signatures.keyHash("rsk_3"))).isPresent();
        assertThat(table.findNow(Signatures.keyHash("rsk_4"))).isEmpty();
        assertThat(meters.counter("keys.refused.records").count()).isEqualTo(2);
        assertThat(meters.get("keys.room").gauge().value()).isZero();
        // Those that are known can still be revoked.
        take(record("k_3", Signatures.keyHash("rsk_3"), 9).setState(KeyState.KEY_REVOKED));
        assertThat(table.findNow(Signatures.keyHash("rsk_3")))
                .get()
                .extracting(ApiKey::revoked)
                .isEqualTo(true);
    }

    @Test
    void whoeverGuessesKeysCannotLetAnyNumberOfRequestsWait() {
        // Nobody reads the topic here, as when the log hangs.
        List<Throwable> refused = new ArrayList<>();
        for (int i = 0; i < 1001; i++) {
            byte[] guess = Signatures.keyHash("rsk_guess" + i);
            table.find(guess).subscribe().with(found -> {}, refused::add);
        }

        assertThat(refused).hasSize(1);
        assertThat(refused.getFirst()).hasMessageContaining("cannot be checked");
    }

    @Test
    void newcomersLeaveTheLastRoomToOthers() {
        assertThat(table.hasRoomForNewcomers()).isTrue();
        for (int i = 1; i <= 3; i++) {
            take(record("k_" + i, Signatures.keyHash("rsk_" + i), i));
        }
        assertThat(table.hasRoomForNewcomers()).isFalse();
    }

    @Test
    void aListenerThatFailsKeepsNobodyElseFromHearing() {
        List<ApiKey> heard = new ArrayList<>();
        table.onChange(key -> {
            throw new IllegalStateException("broken listener");
        });
        table.onChange(heard::add);

        take(record(1));

        assertThat(heard).hasSize(1);
        assertThat(table.findNow(HASH)).isPresent();
    }

    private void take(KeyRecord.Builder record) {
        send(record.getKeyId(), records.sign(record.build()).toByteArray());
    }

    private void send(String keyId, byte @Nullable [] value) {
        table.take(
                new ConsumerRecord<>(
                        Topics.ACCOUNT_KEYS,
                        0,
                        offset++,
                        keyId.getBytes(StandardCharsets.UTF_8),
                        value));
    }

    private KeyRecords records(byte key) throws IOException {
        byte[] bytes = new byte[32];
        bytes[0] = key;
        Path file = folder.resolve("key-" + key);
        Files.writeString(file, Base64.getEncoder().encodeToString(bytes));
        return new KeyRecords(new WrappingKeys(file.toString()));
    }

    private static KeyRecord.Builder record(long version) {
        return record("k_1", HASH, version);
    }

    private static KeyRecord.Builder record(String keyId, byte[] hash, long version) {
        return KeyRecord.newBuilder()
                .setKeyId(keyId)
                .setAccountId(51)
                .setKeyHash(ByteString.copyFrom(hash))
                .setVersion(version)
                .setState(KeyState.KEY_ACTIVE)
                .setAccountState(AccountState.ACCOUNT_ACTIVE);
    }
}
