package com.rescaleequity.account.requests;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.http.IdempotencyKey;
import com.rescaleequity.platform.http.SensitiveBody;
import com.rescaleequity.platform.operator.OperatorCall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A call that its caller gave a name, so that repeating it has no second effect.
 *
 * @param owner whose names these are: an account, an address, an operator
 * @param name the caller's name for the call
 * @param fingerprint what the name stands for: a hash of method, path and body
 * @param reuse the refusal of a name that stands for another call
 * @param kept how long what came of it is kept
 */
public record NamedRequest(
        String owner, String name, byte[] fingerprint, ErrorCode reuse, Kept kept) {

    /** How long the first answer of a name is kept. */
    public enum Kept {
        /** A day; then the name may be used again. */
        DAY,
        /** The answer a day, the name for ever. */
        NAME,
        /** For ever. */
        EVER;

        /** The word in the database. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A call of an account with an Idempotency-Key; null without one. */
    public static @Nullable NamedRequest ofAccount(long accountId, @Nullable IdempotencyKey key) {
        return of("account " + accountId, key);
    }

    /**
     * A call without an account. Names count within the caller's address, since whoever repeats the
     * call gets its answer.
     */
    public static @Nullable NamedRequest ofAddress(String address, @Nullable IdempotencyKey key) {
        return of("address " + address, key);
    }

    private static @Nullable NamedRequest of(String owner, @Nullable IdempotencyKey key) {
        return key == null
                ? null
                : new NamedRequest(
                        owner,
                        key.text(),
                        key.fingerprint(),
                        ErrorCode.IDEMPOTENCY_KEY_REUSED,
                        Kept.DAY);
    }

    /**
     * A sensitive call of an account; what came of it is told for ever, but to nobody's key but the
     * one that called: its answer may hold the secrets of a stronger key than another one is.
     */
    public static NamedRequest sensitive(ApiKey key, String action, SensitiveBody body) {
        return new NamedRequest(
                "account " + key.accountId() + ' ' + action,
                body.requestId(),
                ofKey(key, body.fingerprint()),
                ErrorCode.DUPLICATE_REQUEST_ID,
                Kept.EVER);
    }

    /** A call with an Idempotency-Key whose answer is for nobody but the key that makes it. */
    public static @Nullable NamedRequest secret(ApiKey key, @Nullable IdempotencyKey name) {
        return name == null
                ? null
                : new NamedRequest(
                        "key " + key.keyId(),
                        name.text(),
                        name.fingerprint(),
                        ErrorCode.IDEMPOTENCY_KEY_REUSED,
                        Kept.DAY);
    }

    private static byte[] ofKey(ApiKey key, byte[] fingerprint) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(fingerprint);
            return digest.digest(key.keyId().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** An operator's change; its name stands for it for ever. */
    public static NamedRequest ofOperator(OperatorCall call, String requestId) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((call.path() + '\n').getBytes(StandardCharsets.UTF_8));
            return new NamedRequest(
                    "operator " + call.operator().name(),
                    requestId,
                    digest.digest(call.body()),
                    ErrorCode.DUPLICATE_REQUEST_ID,
                    Kept.NAME);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
