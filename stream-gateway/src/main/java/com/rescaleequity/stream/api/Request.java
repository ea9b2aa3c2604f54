package com.rescaleequity.stream.api;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.JsonValue;
import com.rescaleequity.platform.socket.SocketRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a listener asks for.
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

    /** What may stand beside method, params and id. */
    static final Set<String> SIBLINGS = Set.of("resume");

    /**
     * What a message means here.
     *
     * @throws ApiException when there is no such method
     */
    static Request of(SocketRequest sent) {
        return new Request(sent.id(), method(sent.method()), sent.params(), sent.field("resume"));
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

    private static Method method(String wanted) {
        for (Method known : Method.values()) {
            if (known.name().equals(wanted)) {
                return known;
            }
        }
        if (wanted.startsWith("ORDERS_")) {
            throw new ApiException(
                    ErrorCode.UNKNOWN_METHOD, "Orders go to /ws/trade; this is /ws.");
        }
        throw new ApiException(
                ErrorCode.INVALID_METHOD,
                "There is no such method.",
                Map.of("allowed", List.of(Method.values())));
    }
}
