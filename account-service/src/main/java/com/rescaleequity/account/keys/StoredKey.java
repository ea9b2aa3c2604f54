package com.rescaleequity.account.keys;

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

    /** Epoch ms. */
    public long createdAt;

    /** The keys of an account that services know of, oldest first. */
    public static Uni<List<StoredKey>> ofAccount(long accountId) {
        return list("accountId = ?1 and forgottenAt = 0 order by createdAt, keyId", accountId);
    }

    /** Ends the key for good. */
    public void revoke() {
        state = REVOKED;
    }

    boolean isActive() {
        return state.equals(ACTIVE);
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
