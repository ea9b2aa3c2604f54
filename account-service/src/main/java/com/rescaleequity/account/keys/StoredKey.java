package com.rescaleequity.account.keys;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;

/** An API key as it is kept: its hash and its wrapped secret, never the key itself. */
@Entity
@Table(name = "api_key")
public class StoredKey extends PanacheEntityBase {

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
    public String state = "active";

    /** Epoch ms. */
    public long createdAt;

    public List<String> scopeList() {
        return list(scopes);
    }

    public List<String> addressList() {
        return list(ipAllowList);
    }

    private static List<String> list(String commaList) {
        return commaList.isEmpty() ? List.of() : List.of(commaList.split(",", -1));
    }
}
