package com.rescaleequity.account.keys;

import com.rescaleequity.platform.auth.SignatureType;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;

/** An API key as it is kept: its hash and its wrapped secret, never the key itself. */
@Entity
@Table(name = "api_key")
public class StoredKey extends PanacheEntityBase {

    private static final String ACTIVE = "active";
    private static final String REVOKED = "revoked";

    @Id public String keyId = "";

    public long accountId;
    public String label = "";
    public byte[] keyHash = new byte[0];
    public byte[] wrappedSecret = new byte[0];

    /** Comma list, in the order given. */
    public String scopes = "";

    /** Comma list; empty = any address. */
    public String ipAllowList = "";

    public boolean requireSignature;
    public int minSignatureVersion = 1;
    public boolean allowQueryToken = true;

    /** Epoch ms, 0 = never. */
    public long expiresAt;

    /** active or revoked. */
    public String state = ACTIVE;

    /** When every service was told to forget it, epoch ms; 0 = not yet. */
    public long forgottenAt;

    /** hmac-sha256 or ed25519. */
    public String signatureType = SignatureType.HMAC_SHA256.text();

    /** Epoch ms, 0 = not. */
    public long revokedAt;

    /** Epoch ms, to the minute; 0 = never. */
    public long lastUsedAt;

    public String lastUsedIp = "";

    /** Epoch ms. */
    public long createdAt;

    /** The keys of an account that services know of, oldest first. */
    public static Uni<List<StoredKey>> ofAccount(long accountId) {
        return list("accountId = ?1 and forgottenAt = 0 order by createdAt, keyId", accountId);
    }

    /**
     * Ends the key for good, unless it has ended.
     *
     * @param now epoch ms
     */
    public void revoke(long now) {
        revokedAt = isActive() ? now : revokedAt;
        state = REVOKED;
    }

    boolean isActive() {
        return state.equals(ACTIVE);
    }

    boolean isUsable(long now) {
        return isActive() && (expiresAt == 0 || expiresAt > now);
    }

    KeyTerms terms() {
        return new KeyTerms(
                scopeList(),
                addressList(),
                requireSignature,
                minSignatureVersion,
                allowQueryToken,
                expiresAt);
    }

    void setTerms(KeyTerms terms) {
        scopes = String.join(",", terms.scopes());
        ipAllowList = String.join(",", terms.ipAllowList());
        requireSignature = terms.requireSignature();
        minSignatureVersion = terms.minSignatureVersion();
        allowQueryToken = terms.allowQueryToken();
        expiresAt = terms.expiresAt();
    }

    /** The key without what nobody may see. */
    public KeyDetails details() {
        return new KeyDetails(
                keyId, label, terms(), signatureType, state, createdAt, lastUsedAt, lastUsedIp);
    }

    public List<String> scopeList() {
        return split(scopes);
    }

    public List<String> addressList() {
        return split(ipAllowList);
    }

    private static List<String> split(String commaList) {
        return commaList.isEmpty() ? List.of() : List.of(commaList.split(",", -1));
    }
}
