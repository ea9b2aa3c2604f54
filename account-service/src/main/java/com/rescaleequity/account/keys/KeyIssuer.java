package com.rescaleequity.account.keys;

import com.google.protobuf.ByteString;
import com.rescaleequity.account.accounts.Account;
import com.rescaleequity.account.outbox.Outbox;
import com.rescaleequity.account.outbox.OutboxMessage;
import com.rescaleequity.platform.auth.KeyRecords;
import com.rescaleequity.platform.auth.SecretVault;
import com.rescaleequity.platform.auth.Signatures;
import com.rescaleequity.protocol.account.AccountState;
import com.rescaleequity.protocol.account.KeyRecord;
import com.rescaleequity.protocol.account.KeyState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** Makes API keys: 256 random bits each for key and secret. Call it inside a transaction. */
@ApplicationScoped
public class KeyIssuer {

    private static final int SECRET_BYTES = 32;
    private static final int ID_LETTERS = 16;
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

    private final SecureRandom random = new SecureRandom();
    private final SecretVault vault;
    private final KeyRecords records;
    private final Outbox outbox;

    public KeyIssuer(SecretVault vault, KeyRecords records, Outbox outbox) {
        this.vault = vault;
        this.records = records;
        this.outbox = outbox;
    }

    /** A key that was stored, and the message that announces it. */
    public record Issue(IssuedKey key, OutboxMessage message) {}

    /**
     * Stores a new key of an account together with its announcement.
     *
     * @param expiresAt epoch ms, 0 = never
     */
    public Uni<Issue> issue(
            Account account, String label, List<String> scopes, long expiresAt, long now) {
        String keyId = keyId();
        IssuedKey issued = new IssuedKey(keyId, secret("rsk_"), secret("rss_"), scopes);
        StoredKey stored = new StoredKey();
        stored.keyId = keyId;
        stored.accountId = account.accountId;
        stored.label = label;
        stored.keyHash = Signatures.keyHash(issued.apiKey());
        stored.wrappedSecret = vault.wrap(issued.apiSecret(), keyId, account.accountId);
        stored.scopes = String.join(",", scopes);
        stored.expiresAt = expiresAt;
        stored.createdAt = now;
        return stored.persist()
                .chain(() -> outbox.announceKey(records.sign(record(stored, account))))
                .map(message -> new Issue(issued, message));
    }

    /** What other services are told about a key. */
    static KeyRecord record(StoredKey key, Account account) {
        return KeyRecord.newBuilder()
                .setKeyId(key.keyId)
                .setAccountId(key.accountId)
                .setKeyHash(ByteString.copyFrom(key.keyHash))
                .setWrappedSecret(ByteString.copyFrom(key.wrappedSecret))
                .addAllScopes(key.scopeList())
                .addAllIpAllowList(key.addressList())
                .setRequireSignature(key.requireSignature)
                .setMinSignatureVersion(key.minSignatureVersion)
                .setAllowQueryToken(key.allowQueryToken)
                .setExpiresAt(key.expiresAt)
                .setState(key.state.equals("active") ? KeyState.KEY_ACTIVE : KeyState.KEY_REVOKED)
                .setAccountState(
                        account.status.equals(Account.ACTIVE)
                                ? AccountState.ACCOUNT_ACTIVE
                                : AccountState.ACCOUNT_SUSPENDED)
                .setTier(account.tier)
                .setCreatedAt(key.createdAt)
                .setLabel(key.label)
                .build();
    }

    private String secret(String prefix) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String keyId() {
        StringBuilder id = new StringBuilder("k_");
        for (int i = 0; i < ID_LETTERS; i++) {
            id.append(BASE32.charAt(random.nextInt(BASE32.length())));
        }
        return id.toString();
    }
}
