package com.rescaleequity.platform.http;

import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Problems;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name that a client gives to a request so that repeating it has no second effect.
 *
 * @param fingerprint a hash of method, path and body: what the name stands for
 */
public record IdempotencyKey(String text, byte[] fingerprint) {

    /** The header's name. */
    public static final String HEADER = "Idempotency-Key";

    /** The header of an answer that was given before. */
    public static final String REPLAYED = "Idempotency-Replayed";

    private static final Pattern BARE = Pattern.compile("[!-~&&[^\"]][ -~]{0,63}");
    private static final Pattern QUOTED =
            Pattern.compile("\"((?:[ -~&&[^\"\\\\]]|\\\\[\"\\\\])*)\"");
    private static final int MAX_LENGTH = 64;
    // Every character escaped, and the quotes. The pattern recurses: nothing longer may reach it.
    private static final int MAX_HEADER_LENGTH = 2 * MAX_LENGTH + 2;

    /** The call's key; null when it has none, or one that is noted as a problem. */
    public static @Nullable IdempotencyKey read(
            HttpServerRequest request, byte[] body, Problems problems) {
        String header = request.getHeader(HEADER);
        return header == null
                ? null
                : of(header, request.method().name() + ' ' + request.path(), body, problems);
    }

    /** The same, given in the header. */
    public static @Nullable IdempotencyKey of(
            String given, String target, byte[] body, Problems problems) {
        return of(HEADER, given, target, body, problems);
    }

    /**
     * The key that a client has given; null when it is malformed, which is noted as a problem.
     *
     * @param name what the client calls the key
     * @param target method and path of the call, with a space between
     */
    public static @Nullable IdempotencyKey of(
            String name, String given, String target, byte[] body, Problems problems) {
        String text = text(given.strip());
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            problems.add(
                    name,
                    ErrorCode.INVALID_PARAMETER,
                    "must be 1 to 64 characters, bare or as a quoted string.");
            return null;
        }
        return new IdempotencyKey(text, fingerprint(target, body));
    }

    /** What the header names, empty when it is malformed. */
    private static String text(String header) {
        if (header.length() > MAX_HEADER_LENGTH) {
            return "";
        }
        var quoted = QUOTED.matcher(header);
        if (quoted.matches()) {
            return quoted.group(1).replaceAll("\\\\(.)", "$1");
        }
        return BARE.matcher(header).matches() ? header : "";
    }

    private static byte[] fingerprint(String target, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(target.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            return digest.digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
