package com.rescaleequity.platform.socket;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.auth.Authenticator;
import com.rescaleequity.platform.auth.Authenticator.Signing;
import com.rescaleequity.platform.auth.Credentials;
import com.rescaleequity.platform.auth.KeyUses;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.auth.ShortTokens;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.JsonValue;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out whose connection it is, at the handshake or by AUTH. */
@Singleton
public class Login {

    private static final String BEARER = "Bearer ";

    private final Authenticator authenticator;
    private final ShortTokenLogin tokens;
    private final KeyUses uses;

    Login(Authenticator authenticator, ShortTokenLogin tokens, KeyUses uses) {
        this.authenticator = authenticator;
        this.tokens = tokens;
        this.uses = uses;
    }

    /** The key that a handshake presents, whatever it is worth; null when it presents none. */
    static @Nullable String presented(@Nullable String token, @Nullable String authorization) {
        return token == null ? Authenticator.bearer(authorization) : token;
    }

    /** The key of a handshake; the Uni fails with the contract's 401 or 403. */
    Uni<ApiKey> atHandshake(
            @Nullable String token, @Nullable String authorization, String clientIp, Scope scope) {
        return identified(token, authorization, clientIp, scope)
                .invoke(key -> uses.note(key, clientIp));
    }

    private Uni<ApiKey> identified(
            @Nullable String token, @Nullable String authorization, String clientIp, Scope scope) {
        if (token == null) {
            return authenticator
                    .authenticate(
                            credentials(authorization, null, null, null, clientIp),
                            Signing.AS_THE_KEY_REQUIRES)
                    .map(caller -> allowed(caller.key(), scope));
        }
        if (authorization != null && !authorization.equals(BEARER + token)) {
            return Uni.createFrom()
                    .failure(
                            new ApiException(
                                    ErrorCode.KEY_MISMATCH,
                                    "Authorization and token name different keys."));
        }
        if (ShortTokens.isMeant(token)) {
            return tokens.redeem(token, clientIp, scope);
        }
        return authenticator
                .authenticateToken(token, clientIp)
                .map(key -> {
                    if (!key.allowQueryToken()) {
                        throw new ApiException(
                                ErrorCode.PERMISSION_DENIED,
                                "This key may not be used in a URL; use AUTH or a header.",
                                Map.of("requiredScope", scope.text()));
                    }
                    return unsigned(key, scope);
                });
    }

    /**
     * The key of an AUTH request, in its token form or its signed form.
     *
     * @param fields what it says of the key, null when it says nothing that could be read
     */
    Uni<ApiKey> inBand(@Nullable Map<String, JsonValue> fields, String clientIp, Scope scope) {
        return identified(fields, clientIp, scope).invoke(key -> uses.note(key, clientIp));
    }

    private Uni<ApiKey> identified(
            @Nullable Map<String, JsonValue> fields, String clientIp, Scope scope) {
        if (fields == null) {
            return refuse(ErrorCode.MISSING_PARAMETER, "params must be an object.");
        }
        if (fields.size() == 1 && fields.get("token") instanceof JsonValue.Text(String token)) {
            if (ShortTokens.isMeant(token)) {
                return tokens.redeem(token, clientIp, scope);
            }
            return authenticator
                    .authenticateToken(token, clientIp)
                    .map(key -> unsigned(key, scope));
        }
        if (fields.size() == 3
                && fields.get("apiKey") instanceof JsonValue.Text(String apiKey)
                && fields.get("timestamp") instanceof JsonValue.Numeral(String timestamp)
                && fields.get("signature") instanceof JsonValue.Text(String signature)) {
            return authenticator
                    .authenticate(
                            credentials(null, apiKey, signature, timestamp, clientIp),
                            Signing.IN_BAND)
                    .map(caller -> allowed(caller.key(), scope));
        }
        return refuse(
                ErrorCode.INVALID_PARAMETER,
                "params must hold token, or apiKey, timestamp and signature.");
    }

    private static Uni<ApiKey> refuse(ErrorCode code, String message) {
        return Uni.createFrom().failure(new ApiException(code, message));
    }

    private static ApiKey allowed(ApiKey key, Scope scope) {
        Authenticator.requireScope(key, scope);
        return key;
    }

    private static ApiKey unsigned(ApiKey key, Scope scope) {
        if (key.requireSignature()) {
            throw new ApiException(
                    ErrorCode.SIGNATURE_REQUIRED, "This key needs the signed form of AUTH.");
        }
        return allowed(key, scope);
    }

    /** The signed form covers the timestamp's text, which stands where a body would. */
    private static Credentials credentials(
            @Nullable String authorization,
            @Nullable String apiKey,
            @Nullable String signature,
            @Nullable String timestamp,
            String clientIp) {
        byte[] signed =
                timestamp == null ? new byte[0] : timestamp.getBytes(StandardCharsets.UTF_8);
        return new Credentials(
                authorization,
                apiKey,
                signature,
                timestamp,
                null,
                null,
                "GET",
                "/ws",
                signed,
                clientIp);
    }
}
