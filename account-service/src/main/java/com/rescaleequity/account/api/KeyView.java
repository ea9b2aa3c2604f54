package com.rescaleequity.account.api;

import com.rescaleequity.account.keys.KeyDetails;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An API key's properties, without its secrets. */
public record KeyView(
        String keyId,
        String label,
        List<String> scopes,
        List<String> ipAllowList,
        boolean requireSignature,
        int minSignatureVersion,
        String signatureType,
        boolean allowQueryToken,
        @Nullable Long expiresAt,
        String status,
        long createdAt,
        @Nullable Long lastUsedAt,
        @Nullable String lastUsedIp) {

    /** The key as it stands now, epoch ms. */
    static KeyView of(KeyDetails key, long now) {
        long expiresAt = key.terms().expiresAt();
        boolean expired = expiresAt != 0 && expiresAt <= now;
        return new KeyView(
                key.keyId(),
                key.label(),
                key.terms().scopes(),
                key.terms().ipAllowList(),
                key.terms().requireSignature(),
                key.terms().minSignatureVersion(),
                key.signatureType(),
                key.terms().allowQueryToken(),
                expiresAt == 0 ? null : expiresAt,
                expired && key.state().equals("active") ? "expired" : key.state(),
                key.createdAt(),
                key.lastUsedAt() == 0 ? null : key.lastUsedAt(),
                key.lastUsedAt() == 0 ? null : key.lastUsedIp());
    }
}
