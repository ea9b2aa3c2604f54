package com.rescaleequity.local.ingress;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** What a client needs to find out whether a write was done whose answer was lost. */
final class LostWrite {

    private static final Set<HttpMethod> READS =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String ORDERS = "/api/v1/orders/";
    private static final String DRY_RUN = ORDERS + "test";
    private static final String KEY = "Idempotency-Key";
    private static final String LABEL = "clientOrderId";

    private LostWrite() {}

    /** Whether the request may be sent as often as one likes. */
    static boolean changesNothing(HttpServerRequest request) {
        return READS.contains(request.method()) || DRY_RUN.equals(request.path());
    }

    /**
     * Whether the request may be sent again when its answer is lost: a keyed one is done once,
     * however often and to whichever replica it is sent.
     */
    static boolean mayBeRepeated(HttpServerRequest request) {
        return changesNothing(request) || request.headers().contains(KEY);
    }

    /** The labels and the key that the client has given, as a service tells them. */
    static JsonObject details(HttpServerRequest request, Buffer body) {
        JsonObject details = new JsonObject();
        String path = request.path();
        if (path != null && path.startsWith(ORDERS)) {
            labels(body, details);
        }
        String key = request.getHeader(KEY);
        if (key != null) {
            details.put("idempotencyKey", key);
        }
        return details;
    }

    private static void labels(Buffer body, JsonObject details) {
        JsonObject sent;
        try {
            sent = new JsonObject(body);
        } catch (DecodeException | ClassCastException e) {
            return;
        }
        if (sent.getValue(LABEL) instanceof String label) {
            details.put(LABEL, label);
        }
        if (sent.getValue("orders") instanceof JsonArray orders) {
            JsonArray labels = new JsonArray();
            for (Object order : orders) {
                if (order instanceof JsonObject one
                        && one.getValue(LABEL) instanceof String label) {
                    labels.add(new JsonObject().put(LABEL, label));
                }
            }
            details.put("orders", labels);
        }
    }
}
