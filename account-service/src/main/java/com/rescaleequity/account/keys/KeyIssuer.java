package com.rescaleequity.account.keys;

import com.google.protobuf.ByteString;
import com.rescaleequity.account.accounts.Account;
import com.rescaleequity.account.accounts.AccountStatus;
import com.rescaleequity.account.outbox.Outbox;
import com.rescaleequity.platform.auth.KeyRecords;
import com.rescaleequity.platform.auth.SecretVault;
import com.rescaleequity.platform.auth.SignatureType;
import com.rescaleequity.platform.auth.Signatures;
import com.rescaleequity.platform.outbox.OutboxMessage;
import com.rescaleequity.protocol.account.AccountState;
import com.rescaleequity.protocol.account.KeyRecord;
import com.rescaleequity.protocol.account.KeyState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Base64;

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
    public record Issue(IssuedKey key, StoredKey stored, OutboxMessage message) {}

    /**
     * How a key signs: with a secret that we make, or with its owner's own private key, of which we
     * keep the public one.
     *
     * @param publicKey base64 of an Ed25519 public key; empty where there is a secret
     */
    public record SignatureKind(SignatureType type, String publicKey) {

        /** With a secret. */
        public static final SignatureKind SECRET = new SignatureKind(SignatureType.HMAC_SHA256, "");
    }

    /**
     * Stores a key of an account together with its announcement.
     *
     * @param now epoch ms
     */
    public Uni<Issue> issue(
            Account account, String label, KeyTerms terms, SignatureKind signature, long now) {
        String keyId = keyId();
        boolean own = signature.type() == SignatureType.ED25519;
        String secret = own ? null : secret("rss_");
        IssuedKey issued = new IssuedKey(keyId, secret("rsk_"), secret, terms.scopes());
        StoredKey stored = new StoredKey();
        stored.keyId = keyId;
        stored.accountId = account.accountId;
        stored.label = label;
        stored.keyHash = Signatures.keyHash(issued.apiKey());
        stored.signatureType = signature.type().text();
        stored.wrappedSecret =
                vault.wrap(
                        secret == null ? signature.publicKey() : secret, keyId, account.accountId);
        stored.setTerms(terms);
        stored.createdAt = now;
        return stored.persist()
                .chain(() -> announce(stored, account))
                .map(message -> new Issue(issued, stored, message));
    }

    /** Tells every service about a key of the account as it is now. */
    public Uni<OutboxMessage> announce(StoredKey key, Account account) {
        return outbox.announceKey(records.sign(record(key, account)));
    }

    private static KeyRecord record(StoredKey key, Account account) {
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
                .setState(key.isActive() ? KeyState.KEY_ACTIVE : KeyState.KEY_REVOKED)
                .setAccountState(
                        account.mayDo() == AccountStatus.SUSPENDED
                                ? AccountState.ACCOUNT_SUSPENDED
                                : AccountState.ACCOUNT_ACTIVE)
                .setTier(account.tier)
                .setCreatedAt(key.createdAt)
                .setLabel(key.label)
                .setSignatureType(key.signatureType)
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
