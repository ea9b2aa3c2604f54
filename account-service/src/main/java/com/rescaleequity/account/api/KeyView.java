package com.rescaleequity.account.api;

import com.rescaleequity.account.keys.StoredKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An API key's properties, without its secrets; last uses are not recorded. */
public record KeyView(
        String keyId,
        String label,
        List<String> scopes,
        List<String> ipAllowList,
        boolean requireSignature,
        int minSignatureVersion,
        boolean allowQueryToken,
        @Nullable Long expiresAt,
        String status,
        long createdAt,
        @Nullable Long lastUsedAt,
        @Nullable String lastUsedIp) {

    static KeyView of(StoredKey key, long now) {
        boolean expired = key.expiresAt != 0 && key.expiresAt <= now;
        return new KeyView(
                key.keyId,
                key.label,
                key.scopeList(),
                key.addressList(),
                key.requireSignature,
                key.minSignatureVersion,
                key.allowQueryToken,
                key.expiresAt == 0 ? null : key.expiresAt,
                expired && key.state.equals("active") ? "expired" : key.state,
                key.createdAt,
                null,
                null);
    }
}
