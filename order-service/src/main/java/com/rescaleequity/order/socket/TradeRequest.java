package com.rescaleequity.order.socket;

import com.rescaleequity.order.api.OrderAction;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.JsonValue;
import com.rescaleequity.platform.socket.SocketRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a trader asks for. */
sealed interface TradeRequest {

    /** The sibling of method and params that names a request for its repetition. */
    String IDEMPOTENCY_KEY = "idempotencyKey";

    /** What may stand beside method, params and id. */
    Set<String> SIBLINGS = Set.of(IDEMPOTENCY_KEY);

    /** What the methods about orders stand for. */
    Map<String, OrderAction> BY_METHOD =
            Stream.of(OrderAction.values())
                    .collect(Collectors.toUnmodifiableMap(TradeRequest::method, action -> action));

    /** Methods of the other socket. */
    Set<String> OF_STREAMS = Set.of("SUBSCRIBE", "UNSUBSCRIBE", "LIST_SUBSCRIPTIONS", "RESYNC");

    /** Names the client's request in the answer: Long, String or null. */
    @Nullable Object id();

    /** The time, please. */
    record Ping(@Nullable Object id) implements TradeRequest {}

    /**
     * Who the client is.
     *
     * @param key what the params say of the key, null when they are no object
     * @param cancelOnDisconnect whether orders are to end with the connection
     */
    record Auth(
            @Nullable Object id, @Nullable Map<String, JsonValue> key, boolean cancelOnDisconnect)
            implements TradeRequest {}

    /**
     * Something is to be done with orders.
     *
     * @param params what the body of a request by HTTP would be
     * @param idempotencyKey null when the client gives none
     */
    record Order(
            @Nullable Object id,
            OrderAction action,
            JsonValue.Members params,
            @Nullable String idempotencyKey)
            implements TradeRequest {}

    /**
     * What a message means here.
     *
     * @throws ApiException when there is no such method, or the message is not what it takes
     */
    static TradeRequest of(SocketRequest sent) {
        return switch (sent.method()) {
            case "PING" -> new Ping(sent.id());
            case "AUTH" -> auth(sent);
            case String method -> new Order(sent.id(), action(method), params(sent), key(sent));
        };
    }

    private static Auth auth(SocketRequest sent) {
        if (!(sent.params() instanceof JsonValue.Members(Map<String, JsonValue> params))) {
            return new Auth(sent.id(), null, false);
        }
        Map<String, JsonValue> key = new LinkedHashMap<>(params);
        boolean ending =
                switch (key.remove(TradeHandshake.CANCEL_ON_DISCONNECT)) {
                    case null -> false;
                    case JsonValue.Flag(boolean wanted) -> wanted;
                    case JsonValue _ ->
                            throw ApiException.ofField(
                                    TradeHandshake.CANCEL_ON_DISCONNECT,
                                    ErrorCode.INVALID_PARAMETER,
                                    "must be true or false.");
                };
        return new Auth(sent.id(), key, ending);
    }

    private static OrderAction action(String method) {
        OrderAction known = BY_METHOD.get(method);
        if (known != null) {
            return known;
        }
        if (OF_STREAMS.contains(method)) {
            throw new ApiException(
                    ErrorCode.UNKNOWN_METHOD, "Streams are at /ws; this is /ws/trade.");
        }
        List<String> allowed =
                Stream.concat(
                                Stream.of(OrderAction.values()).map(TradeRequest::method),
                                Stream.of("PING", "AUTH"))
                        .toList();
        throw new ApiException(
                ErrorCode.INVALID_METHOD, "There is no such method.", Map.of("allowed", allowed));
    }

    private static String method(OrderAction action) {
        return "ORDERS_" + action.name();
    }

    private static JsonValue.Members params(SocketRequest sent) {
        return switch (sent.params()) {
            case null -> new JsonValue.Members(Map.of());
            case JsonValue.Members members -> members;
            case JsonValue _ ->
                    throw ApiException.ofField(
                            "params", ErrorCode.INVALID_PARAMETER, "params must be an object.");
        };
    }

    private static @Nullable String key(SocketRequest sent) {
        return switch (sent.field(IDEMPOTENCY_KEY)) {
            case null -> null;
            case JsonValue.Text(String text) -> text;
            case JsonValue _ ->
                    throw ApiException.ofField(
                            IDEMPOTENCY_KEY, ErrorCode.INVALID_PARAMETER, "must be a string.");
        };
    }
}
