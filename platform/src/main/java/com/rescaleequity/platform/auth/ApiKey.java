package com.rescaleequity.platform.auth;

import com.rescaleequity.protocol.account.AccountState;
import com.rescaleequity.protocol.account.KeyRecord;
import com.rescaleequity.protocol.account.KeyState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One API key as this process knows it.
 *
 * @param wrappedSecret the HMAC secret, encrypted; {@link SecretVault} opens it
 * @param expiresAt epoch ms, 0 = never
 * @param tier rate limit tier
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
        com.google.protobuf.ByteString wrappedSecret) {

    static ApiKey of(KeyRecord record) {
        EnumSet<Scope> scopes = EnumSet.of(Scope.READ);
        record.getScopesList().forEach(text -> scopes.add(Scope.of(text)));
        return new ApiKey(
                record.getKeyId(),
                record.getAccountId(),
                scopes,
                List.copyOf(record.getIpAllowListList()),
                record.getRequireSignature(),
                Math.max(1, record.getMinSignatureVersion()),
                record.getAllowQueryToken(),
                record.getExpiresAt(),
                record.getState() == KeyState.KEY_REVOKED,
                record.getAccountState() == AccountState.ACCOUNT_SUSPENDED,
                record.getTier(),
                record.getWrappedSecret());
    }
}
