package com.rescaleequity.platform.http;

import com.rescaleequity.platform.auth.Authenticator;
import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.JsonReader;
import com.rescaleequity.platform.json.JsonValue;
import com.rescaleequity.platform.json.Problems;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The body of a call that moves value out or widens access. A signature may cover nothing but the
 * body, so the body itself says what it is for and when it was sent, and bears a name under which
 * it is done once: whoever overhears it can do nothing with it that was not done already.
 *
 * @param requestId the caller's name for the call, unique for its account and action for ever
 * @param fingerprint a hash of all that the call wants. The time is not part of it: who did not get
 *     the answer may ask again later, with the time of asking
 */
public record SensitiveBody(Fields fields, String requestId, byte[] fingerprint) {

    private static final String TIMESTAMP = "timestamp";
    private static final String REQUEST_ID = "requestId";
    private static final JsonValue NOTHING = new JsonValue.Null();
    private static final int SHORTEST = 8;
    private static final int LONGEST = 64;

    /**
     * Reads the body of a signed call.
     *
     * @param action what it must say it is for
     * @param known its other fields
     * @throws com.rescaleequity.platform.errors.ApiException INVALID_TIMESTAMP unless it holds the
     *     time of its header, INVALID_JSON unless it is an object
     */
    public static SensitiveBody read(
            Caller caller,
            HttpServerRequest request,
            byte[] body,
            String action,
            Set<String> known,
            Problems problems) {
        JsonValue.Members members = JsonReader.object(body);
        if (members.fields().getOrDefault(TIMESTAMP, NOTHING).equals(NOTHING)) {
            throw Authenticator.invalidTimestamp(
                    "The body must hold timestamp, equal to X-Timestamp.",
                    System.currentTimeMillis(),
                    request.getHeader("X-Timestamp"),
                    request.getHeader("X-Recv-Window"));
        }
        Set<String> names = new HashSet<>(known);
        names.add(REQUEST_ID);
        Fields fields = SignedBody.read(caller, request, body, names, problems, action, true);
        return new SensitiveBody(fields, requestId(fields), fingerprint(members));
    }

    private static String requestId(Fields fields) {
        String given = fields.requiredText(REQUEST_ID);
        if (given == null) {
            return "";
        }
        boolean printable = given.chars().allMatch(c -> c >= ' ' && c <= '~');
        if (given.length() < SHORTEST || given.length() > LONGEST || !printable) {
            fields.problem(
                    REQUEST_ID, ErrorCode.INVALID_PARAMETER, "has 8 to 64 printable characters.");
        }
        return given;
    }

    private static byte[] fingerprint(JsonValue.Members body) {
        Map<String, JsonValue> wanted = new TreeMap<>(body.fields());
        wanted.remove(TIMESTAMP);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, new JsonValue.Members(wanted));
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Every value with its kind and length before it, so that no two bodies look alike. */
    private static void add(MessageDigest digest, JsonValue value) {
        switch (value) {
            case JsonValue.Text(String text) -> add(digest, 't', text);
            case JsonValue.Numeral(String literal) -> add(digest, 'n', literal);
            case JsonValue.Flag(boolean flag) -> add(digest, 'f', Boolean.toString(flag));
            case JsonValue.Null _ -> add(digest, '0', "");
            case JsonValue.Items(var values) -> {
                head(digest, 'a', values.size());
                values.forEach(item -> add(digest, item));
            }
            case JsonValue.Members(var fields) -> {
                head(digest, 'o', fields.size());
                fields.forEach((name, field) -> {
                    add(digest, 'k', name);
                    add(digest, field);
                });
            }
        }
    }

    private static void add(MessageDigest digest, char kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        head(digest, kind, bytes.length);
        digest.update(bytes);
    }

    private static void head(MessageDigest digest, char kind, int length) {
        digest.update((byte) kind);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    }
}
