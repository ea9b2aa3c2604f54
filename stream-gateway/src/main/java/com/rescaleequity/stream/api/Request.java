package com.rescaleequity.stream.api;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.JsonReader;
import com.rescaleequity.platform.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message of a client, read strictly.
 *
 * @param id what the client called it, echoed in the answer: Long, String or null
 */
record Request(
        @Nullable Object id,
        Method method,
        @Nullable JsonValue params,
        @Nullable JsonValue resume) {

    /** What a client may ask for. */
    enum Method {
        SUBSCRIBE,
        UNSUBSCRIBE,
        LIST_SUBSCRIPTIONS,
        RESYNC,
        PING,
        AUTH
    }

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

    private static final Set<String> FIELDS = Set.of("method", "params", "id", "resume");
    private static final int MAX_ID = 36;

    static Request parse(String text) throws Malformed {
        Object id = null;
        try {
            if (!(JsonReader.value(text.getBytes(StandardCharsets.UTF_8))
                    instanceof JsonValue.Members members)) {
                throw new ApiException(ErrorCode.INVALID_JSON, "A request must be a JSON object.");
            }
            Map<String, JsonValue> fields = members.fields();
            id = id(fields.get("id"));
            for (String name : fields.keySet()) {
                if (!FIELDS.contains(name)) {
                    throw ApiException.ofField(
                            name, ErrorCode.UNKNOWN_PARAMETER, name + " is not a known field.");
                }
            }
            return new Request(
                    id,
                    method(fields.get("method")),
                    given(fields.get("params")),
                    given(fields.get("resume")));
        } catch (ApiException e) {
            throw new Malformed(id, e);
        }
    }

    /**
     * The params as a list of strings.
     *
     * @throws ApiException when they are missing or something else
     */
    List<String> names() {
        if (params == null) {
            throw ApiException.ofField(
                    "params", ErrorCode.MISSING_PARAMETER, "params must name the streams.");
        }
        if (params instanceof JsonValue.Items(List<JsonValue> values)) {
            List<String> names = new ArrayList<>();
            for (JsonValue value : values) {
                if (value instanceof JsonValue.Text(String name)) {
                    names.add(name);
                }
            }
            if (names.size() == values.size()) {
                return names;
            }
        }
        throw ApiException.ofField(
                "params", ErrorCode.INVALID_PARAMETER, "params must be an array of strings.");
    }

    /** Whether it asks for private streams, among whatever else. */
    boolean namesPrivateStream() {
        return params instanceof JsonValue.Items(List<JsonValue> values)
                && values.stream()
                        .anyMatch(value ->
                                value instanceof JsonValue.Text(String name)
                                        && name.regionMatches(true, 0, "user@", 0, 5));
    }

    /**
     * The last sequences seen by stream name; empty when there is nothing to resume.
     *
     * @throws ApiException when they are not whole numbers
     */
    Map<String, Long> sequences() {
        if (resume == null) {
            return Map.of();
        }
        Map<String, Long> sequences = new LinkedHashMap<>();
        if (resume instanceof JsonValue.Members(Map<String, JsonValue> fields)) {
            fields.forEach((name, value) -> {
                if (value instanceof JsonValue.Numeral(String digits)
                        && digits.matches("[0-9]{1,15}")) {
                    sequences.put(name, Long.valueOf(digits));
                }
            });
            if (sequences.size() == fields.size()) {
                return sequences;
            }
        }
        throw ApiException.ofField(
                "resume", ErrorCode.INVALID_PARAMETER, "resume must map streams to sequences.");
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

    private static Method method(@Nullable JsonValue method) {
        if (method == null) {
            throw ApiException.ofField(
                    "method", ErrorCode.MISSING_PARAMETER, "method is required.");
        }
        if (method instanceof JsonValue.Text(String text)) {
            String wanted = text.toUpperCase(Locale.ROOT);
            for (Method known : Method.values()) {
                if (known.name().equals(wanted)) {
                    return known;
                }
            }
        }
        throw new ApiException(
                ErrorCode.INVALID_METHOD,
                "There is no such method.",
                Map.of("allowed", List.of(Method.values())));
    }

    private static @Nullable JsonValue given(@Nullable JsonValue value) {
        return value instanceof JsonValue.Null ? null : value;
    }
}
