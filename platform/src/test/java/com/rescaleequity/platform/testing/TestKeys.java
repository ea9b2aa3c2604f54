package com.rescaleequity.platform.testing;

import com.google.protobuf.ByteString;
import com.rescaleequity.platform.auth.KeyRecords;
import com.rescaleequity.platform.auth.SecretVault;
import com.rescaleequity.platform.auth.Signatures;
import com.rescaleequity.platform.auth.WrappingKeys;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.account.AccountState;
import com.rescaleequity.protocol.account.KeyRecord;
import com.rescaleequity.protocol.account.KeyState;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes API keys as account-service would, for tests of the other services. */
public final class TestKeys {

    /** A key that works as soon as the method that made it returns. */
    public record TestKey(String keyId, long accountId, String apiKey, String apiSecret) {

        /** The Authorization header's value. */
        public String bearer() {
            return "Bearer " + apiKey;
        }
    }

    private TestKeys() {}

    static void configure(String bootstrapServers, String wrappingKeyFile) {
        System.setProperty("exchange.test.kafka", bootstrapServers);
        System.setProperty("exchange.test.wrapping-key-file", wrappingKeyFile);
    }

    /** A key of the account with these scopes. */
    public static TestKey publish(long accountId, String... scopes) {
        return publish(accountId, UnaryOperator.identity(), scopes);
    }

    /** A key with some properties of its record changed. */
    public static TestKey publish(
            long accountId, UnaryOperator<KeyRecord.Builder> change, String... scopes) {
        String id = "k_" + UUID.randomUUID();
        TestKey key = new TestKey(id, accountId, "rsk_" + UUID.randomUUID(), "rss_" + id);
        WrappingKeys keys = new WrappingKeys(System.getProperty("exchange.test.wrapping-key-file"));
        SecretVault vault = new SecretVault(keys);
        KeyRecord.Builder record =
                KeyRecord.newBuilder()
                        .setKeyId(id)
                        .setAccountId(accountId)
                        .setKeyHash(ByteString.copyFrom(Signatures.keyHash(key.apiKey())))
                        .setWrappedSecret(
                                ByteString.copyFrom(vault.wrap(key.apiSecret(), id, accountId)))
                        .addAllScopes(Arrays.asList(scopes))
                        .setMinSignatureVersion(1)
                        .setAllowQueryToken(true)
                        .setState(KeyState.KEY_ACTIVE)
                        .setAccountState(AccountState.ACCOUNT_ACTIVE)
                        .setTier("standard");
        KeyRecord signed = new KeyRecords(keys).sign(change.apply(record).build());
        send(Topics.ACCOUNT_KEYS, signed.getKeyId(), signed.toByteArray());
        return key;
    }

    static void send(String topic, String recordKey, byte[] value) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", System.getProperty("exchange.test.kafka"));
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, recordKey, value)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
