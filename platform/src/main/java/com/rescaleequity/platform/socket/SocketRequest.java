package com.rescaleequity.platform.socket;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.JsonReader;
import com.rescaleequity.platform.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message of a client, read strictly.
 *
 * @param id what the client called it, echoed in the answer: Long, String or null
 * @param method in capitals, empty when it is no text
 * @param fields everything that the message holds, by name
 */
public record SocketRequest(@Nullable Object id, String method, Map<String, JsonValue> fields) {

    /** A message that is no request; the connection stays open. */
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient @Nullable Object id;
        private final ApiException refusal;

        Malformed(@Nullable Object id, ApiException refusal) {
            super(refusal.getMessage(), refusal);
            this.id = id;
            this.refusal = refusal;
        }

        @Nullable Object id() {
            return id;
        }

        ApiException refusal() {
            return refusal;
        }
    }

    private static final Set<String> FIELDS = Set.of("method", "params", "id");
    private static final int MAX_ID = 36;

    /**
     * Reads a message.
     *
     * @param siblings what may stand beside method, params and id
     */
    static SocketRequest parse(String text, Set<String> siblings) throws Malformed {
        Object id = null;
        try {
            if (!(JsonReader.value(text.getBytes(StandardCharsets.UTF_8))
                    instanceof JsonValue.Members(Map<String, JsonValue> fields))) {
                throw new ApiException(ErrorCode.INVALID_JSON, "A request must be a JSON object.");
            }
            id = id(fields.get("id"));
            for (String name : fields.keySet()) {
                if (!FIELDS.contains(name) && !siblings.contains(name)) {
                    throw ApiException.ofField(
                            name, ErrorCode.UNKNOWN_PARAMETER, name + " is not a known field.");
                }
            }
            return new SocketRequest(id, method(fields.get("method")), fields);
        } catch (ApiException e) {
            throw new Malformed(id, e);
        }
    }

    /** A field of the message; null when it is not given. */
    public @Nullable JsonValue field(String name) {
        JsonValue value = fields.get(name);
        return value instanceof JsonValue.Null ? null : value;
    }

    /** What it asks for in detail; null when it does not say. */
    public @Nullable JsonValue params() {
        return field("params");
    }

    private static @Nullable Object id(@Nullable JsonValue id) {
        if (id instanceof JsonValue.Numeral(String digits) && digits.matches("-?[0-9]{1,18}")) {
            return Long.valueOf(digits);
        }
        if (id instanceof JsonValue.Text(String text) && text.length() <= MAX_ID) {
            return text;
        }
        if (id == null || id instanceof JsonValue.Null) {
            return null;
        }
        throw ApiException.ofField(
                "id",
                ErrorCode.INVALID_PARAMETER,
                "id must be a whole number, a string of at most 36 characters, or null.");
    }

    private static String method(@Nullable JsonValue method) {
        if (method == null) {
            throw ApiException.ofField(
                    "method", ErrorCode.MISSING_PARAMETER, "method is required.");
        }
        return method instanceof JsonValue.Text(String text) ? text.toUpperCase(Locale.ROOT) : "";
    }
}
