package com.rescaleequity.platform.auth;

import com.rescaleequity.protocol.account.AccountState;
import com.rescaleequity.protocol.account.KeyRecord;
import com.rescaleequity.protocol.account.KeyState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One API key as this process knows it.
 *
 * @param wrappedSecret the HMAC secret, encrypted; {@link SecretVault} opens it
 * @param expiresAt epoch ms, 0 = never
 * @param tier rate limit tier
 * @param signatureType null when this version does not know it: then no signature is valid
 */
public record ApiKey(
        String keyId,
        long accountId,
        Set<Scope> scopes,
        List<String> ipAllowList,
        boolean requireSignature,
        int minSignatureVersion,
        boolean allowQueryToken,
        long expiresAt,
        boolean revoked,
        boolean accountSuspended,
        String tier,
        @Nullable SignatureType signatureType,
        com.google.protobuf.ByteString wrappedSecret) {

    /**
     * The key of a record. Whatever this version does not know opens nothing: an unknown scope
     * gives none, an unknown state counts as revoked or suspended.
     */
    static ApiKey of(KeyRecord record) {
        EnumSet<Scope> scopes = EnumSet.of(Scope.READ);
        for (Scope scope : Scope.values()) {
            if (record.getScopesList().contains(scope.text())) {
                scopes.add(scope);
            }
        }
        return new ApiKey(
                record.getKeyId(),
                record.getAccountId(),
                scopes,
                List.copyOf(record.getIpAllowListList()),
                record.getRequireSignature(),
                Math.max(1, record.getMinSignatureVersion()),
                record.getAllowQueryToken(),
                record.getExpiresAt(),
                record.getState() != KeyState.KEY_ACTIVE,
                record.getAccountState() != AccountState.ACCOUNT_ACTIVE,
                record.getTier(),
                SignatureType.of(record.getSignatureType()),
                record.getWrappedSecret());
    }

    /** The same key once it may not be used any more. */
    ApiKey asRevoked() {
        return new ApiKey(
                keyId,
                accountId,
                scopes,
                ipAllowList,
                requireSignature,
                minSignatureVersion,
                allowQueryToken,
                expiresAt,
                true,
                accountSuspended,
                tier,
                signatureType,
                wrappedSecret);
    }
}
