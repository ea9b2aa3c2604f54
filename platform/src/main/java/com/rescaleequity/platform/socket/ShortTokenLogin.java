package com.rescaleequity.platform.socket;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.auth.Authenticator;
import com.rescaleequity.platform.auth.KeyDirectory;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.auth.ShortTokens;
import com.rescaleequity.platform.auth.TokenClaims;
import com.rescaleequity.platform.errors.ApiException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Takes short tokens for the keys that they stand for. A key that requires signatures has signed
 * the call that made its token; one that may not stand in an address does not with a token.
 */
@Singleton
class ShortTokenLogin {

    private final ShortTokens tokens;
    private final TokenClaims claims;
    private final KeyDirectory keys;
    private final Authenticator authenticator;

    ShortTokenLogin(
            ShortTokens tokens,
            TokenClaims claims,
            KeyDirectory keys,
            Authenticator authenticator) {
        this.tokens = tokens;
        this.claims = claims;
        this.keys = keys;
        this.authenticator = authenticator;
    }

    /**
     * The key of a token, which cannot be used any more then. Whoever may not use it from where he
     * is does not use it up.
     */
    Uni<ApiKey> redeem(String token, String clientIp, Scope scope) {
        ApiKey key;
        try {
            key = keys.named(tokens.keyId(token)).orElseThrow(ShortTokens::invalid);
            authenticator.readmit(key, clientIp);
            Authenticator.requireScope(key, scope);
        } catch (ApiException refusal) {
            return Uni.createFrom().failure(refusal);
        }
        return claims.take(token).replaceWith(key);
    }
}
