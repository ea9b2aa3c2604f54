package com.rescaleequity.platform.auth;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the caller from Bearer key or signature. Unknown, deleted and revoked keys get the
 * same answer; a signature that is present is always verified, over the bytes received.
 */
@ApplicationScoped
public class Authenticator {

    private static final String BEARER = "Bearer ";
    private static final long DEFAULT_WINDOW = 5_000;
    private static final long MAX_WINDOW = 60_000;
    private static final long AHEAD = 1_000;
    private static final int SHOWN = 64;

    private final KeyDirectory keys;
    private final SecretVault vault;
    private final Clock clock;

    public Authenticator(KeyDirectory keys, SecretVault vault, Clock clock) {
        this.keys = keys;
        this.vault = vault;
        this.clock = clock;
    }

    /** Who has to sign a call. A signature that is present is verified in any case. */
    public enum Signing {
        /** Nobody: the call answers without a key too. */
        NOBODY,
        /** Whoever uses a key that requires it. */
        AS_THE_KEY_REQUIRES,
        /** Everybody. */
        EVERYBODY,
        /** Everybody, with what a connection says: the time, of which there is but one version. */
        IN_BAND
    }

    /** The caller, or a failure with the contract's 401 or 403. */
    public Uni<Caller> authenticate(Credentials credentials, Signing signing) {
        byte[] hash;
        try {
            hash = presentedHash(credentials);
        } catch (ApiException e) {
            return Uni.createFrom().failure(e);
        }
        return keys.find(hash).map(found -> identify(credentials, found.orElse(null), signing));
    }

    /**
     * The hash of the key that a request presents.
     *
     * @throws ApiException with the contract's 401 when it presents none, or two
     */
    public static byte[] presentedHash(Credentials credentials) {
        return Signatures.keyHash(presentedKey(credentials));
    }

    /**
     * The caller, given the key that was found for what he presents.
     *
     * @throws ApiException with the contract's 401 or 403
     */
    public Caller identify(Credentials credentials, @Nullable ApiKey found, Signing signing) {
        ApiKey key = valid(found);
        Caller.Signature signature =
                verifiedSignature(credentials, key, signing == Signing.IN_BAND);
        boolean mustSign =
                switch (signing) {
                    case NOBODY -> false;
                    case AS_THE_KEY_REQUIRES -> key.requireSignature();
                    case EVERYBODY, IN_BAND -> true;
                };
        if (signature == null && mustSign) {
            throw new ApiException(
                    ErrorCode.SIGNATURE_REQUIRED,
                    "This operation needs X-API-Key, X-API-Sign and X-Timestamp.");
        }
        Caller caller = new Caller(admitted(key, credentials.clientIp()), signature);
        if (signing != Signing.NOBODY && caller.mustDateBody()) {
            requireBody(credentials);
        }
        return caller;
    }

    /**
     * Version 1 signs nothing but the body: the signature of an empty one fits every call without a
     * body, for ever. What changes something must not be had with it.
     */
    private void requireBody(Credentials credentials) {
        switch (credentials.method()) {
            case "GET", "HEAD", "OPTIONS" -> {}
            case "POST" -> {
                if (credentials.body().length == 0) {
                    throw undated(
                            clock.millis(), credentials.timestamp(), credentials.receiveWindow());
                }
            }
            default ->
                    throw new ApiException(
                            ErrorCode.SIGNATURE_REQUIRED,
                            "With this key %s needs X-API-Sign-Version: 2."
                                    .formatted(credentials.method()));
        }
    }

    /** The same key checks for a token that came in a query. */
    public Uni<ApiKey> authenticateToken(String token, @Nullable String clientIp) {
        return keys.find(Signatures.keyHash(token))
                .map(found -> admitted(valid(found.orElse(null)), clientIp));
    }

    /**
     * Judges again a key that was admitted before, as it is known now: what an open connection
     * stands on. As everywhere, the key of a suspended account goes on reading.
     *
     * @throws ApiException with the contract's 401 or 403 when it may not be used any more
     */
    public void readmit(ApiKey key, @Nullable String clientIp) {
        var _ = admitted(valid(key), clientIp);
    }

    /**
     * Fails with ACCOUNT_SUSPENDED where a suspended account wants more than to read, and with
     * PERMISSION_DENIED unless the key has the scope.
     */
    public static void requireScope(ApiKey key, Scope scope) {
        if (scope != Scope.READ && key.accountSuspended()) {
            throw new ApiException(ErrorCode.ACCOUNT_SUSPENDED, "The account is suspended.");
        }
        if (!key.scopes().contains(scope)) {
            throw new ApiException(
                    ErrorCode.PERMISSION_DENIED,
                    "This key lacks the scope " + scope.text() + ".",
                    Map.of("requiredScope", scope.text()));
        }
    }

    /** The key in an Authorization header; null when there is none, or of another scheme. */
    public static @Nullable String bearer(@Nullable String authorization) {
        return authorization != null
                        && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    private static String presentedKey(Credentials credentials) {
        String bearer = bearer(credentials.authorization());
        if (bearer == null && credentials.authorization() != null) {
            throw new ApiException(
                    ErrorCode.AUTHENTICATION_REQUIRED, "Send Authorization: Bearer YOUR_API_KEY.");
        }
        String header = credentials.apiKey();
        if (bearer != null && header != null && !bearer.equals(header)) {
            throw new ApiException(
                    ErrorCode.KEY_MISMATCH, "Authorization and X-API-Key name different keys.");
        }
        if (bearer == null && header == null) {
            throw new ApiException(
                    ErrorCode.AUTHENTICATION_REQUIRED, "Send Authorization: Bearer YOUR_API_KEY.");
        }
        if (bearer == null && credentials.signature() == null) {
            throw new ApiException(
                    ErrorCode.SIGNATURE_REQUIRED,
                    "X-API-Key needs X-API-Sign and X-Timestamp, or send Authorization: Bearer"
                            + " YOUR_API_KEY.");
        }
        return bearer != null ? bearer : String.valueOf(header);
    }

    private ApiKey valid(@Nullable ApiKey key) {
        if (key == null || key.revoked()) {
            throw new ApiException(ErrorCode.INVALID_API_KEY, "The API key is not valid.");
        }
        if (key.expiresAt() != 0 && key.expiresAt() <= clock.millis()) {
            throw new ApiException(ErrorCode.API_KEY_EXPIRED, "The API key has expired.");
        }
        return key;
    }

    private static ApiKey admitted(ApiKey key, @Nullable String clientIp) {
        if (!key.ipAllowList().isEmpty() && !IpRanges.contains(key.ipAllowList(), clientIp)) {
            throw new ApiException(
                    ErrorCode.IP_NOT_ALLOWED,
                    "This key may not be used from this address.",
                    Map.of("ip", String.valueOf(clientIp)));
        }
        return key;
    }

    private Caller.@Nullable Signature verifiedSignature(
            Credentials credentials, ApiKey key, boolean ofAnyVersion) {
        String signature = credentials.signature();
        if (signature == null) {
            return null;
        }
        String timestamp = checkTimestamp(credentials);
        String version = credentials.signatureVersion();
        if (version != null && !version.equals("1") && !version.equals("2")) {
            throw invalidSignature();
        }
        boolean second = "2".equals(version);
        if (!second && !ofAnyVersion && key.minSignatureVersion() > 1) {
            throw invalidSignature();
        }
        byte[] secret =
                vault.unwrap(key.wrappedSecret().toByteArray(), key.keyId(), key.accountId());
        byte[] head =
                second
                        ? Signatures.head(timestamp, credentials.method(), credentials.target())
                        : new byte[0];
        if (!verifies(key, secret, head, credentials.body(), signature)) {
            throw invalidSignature();
        }
        return new Caller.Signature(
                second ? 2 : 1, Long.parseLong(timestamp), window(credentials.receiveWindow()));
    }

    private static boolean verifies(
            ApiKey key, byte[] secret, byte[] head, byte[] body, String signature) {
        return switch (key.signatureType()) {
            case HMAC_SHA256 -> Signatures.matches(Signatures.hmac(secret, head, body), signature);
            case ED25519 -> Ed25519.verifies(secret, signature, head, body);
            case null -> false;
        };
    }

    private String checkTimestamp(Credentials credentials) {
        String text = credentials.timestamp();
        long now = clock.millis();
        if (text == null || !isMillis(text)) {
            throw invalidTimestamp(
                    "X-Timestamp must be epoch milliseconds.",
                    now,
                    text,
                    credentials.receiveWindow());
        }
        long window = window(credentials.receiveWindow());
        if (window == 0) {
            throw invalidTimestamp("X-Recv-Window must be from 1 to 60000 ms.", now, text, null);
        }
        long sent = Long.parseLong(text);
        if (sent < now - window || sent >= now + AHEAD) {
            throw outOfWindow(now, sent, window);
        }
        return text;
    }

    /**
     * The refusal of a call whose window had closed when it was to take effect.
     *
     * @param now the server's time, epoch ms
     */
    public static ApiException outOfWindow(Caller.Signature signature, long now) {
        return outOfWindow(now, signature.timestamp(), signature.receiveWindow());
    }

    private static ApiException outOfWindow(long now, long sent, long window) {
        String offset = sent < now ? (now - sent) + " ms behind" : (sent - now) + " ms ahead";
        return new ApiException(
                ErrorCode.TIMESTAMP_OUT_OF_WINDOW,
                "X-Timestamp is " + offset + "; window is " + window + " ms.",
                clocks(now, sent, window));
    }

    /** The window that a header asks for, the default without one, 0 when none can be read. */
    private static long window(@Nullable String header) {
        if (header == null) {
            return DEFAULT_WINDOW;
        }
        long window = header.matches("[0-9]{1,6}") ? Long.parseLong(header) : 0;
        return window <= MAX_WINDOW ? window : 0;
    }

    /**
     * The refusal of a timestamp, with both clocks, so that a client can correct its own.
     *
     * @param now the server's time, epoch ms
     * @param sent the timestamp as sent, null when there was none
     * @param receiveWindow the header as sent, null when there was none
     */
    public static ApiException invalidTimestamp(
            String message, long now, @Nullable String sent, @Nullable String receiveWindow) {
        Object shown = sent;
        if (sent != null) {
            String start = sent.substring(0, Math.min(sent.length(), SHOWN));
            shown = isMillis(sent) ? (Object) Long.parseLong(sent) : start;
        }
        long window = window(receiveWindow);
        return new ApiException(
                ErrorCode.INVALID_TIMESTAMP,
                message,
                clocks(now, shown, window == 0 ? DEFAULT_WINDOW : window));
    }

    /**
     * The refusal of a body without the time at which it was sent, where its key wants one in it.
     *
     * @param sent X-Timestamp as sent
     */
    public static ApiException undated(
            long now, @Nullable String sent, @Nullable String receiveWindow) {
        return invalidTimestamp(
                "With this key the body must hold timestamp, equal to X-Timestamp; or use"
                        + " X-API-Sign-Version: 2.",
                now,
                sent,
                receiveWindow);
    }

    private static boolean isMillis(String text) {
        return text.matches("[0-9]{1,15}");
    }

    private static Map<String, Object> clocks(long now, @Nullable Object sent, long window) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("serverTime", now);
        details.put("timestamp", sent);
        details.put("recvWindow", window);
        return details;
    }

    private static ApiException invalidSignature() {
        return new ApiException(ErrorCode.INVALID_SIGNATURE, "The signature does not verify.");
    }
}
