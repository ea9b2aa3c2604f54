package com.rescaleequity.order.api;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How a client names one of its orders.
 *
 * @param idText the id as it was sent, empty when the label names the order
 * @param clientOrderId empty when the id names it
 */
record OrderKey(String idText, String clientOrderId) {

    static final Set<String> FIELDS = Set.of("orderId", "clientOrderId");

    /** Names no order. */
    static final OrderKey NONE = new OrderKey("", "");

    private static final int SHOWN = 64;

    static OrderKey ofPath(String text) {
        return new OrderKey(text, "");
    }

    static OrderKey ofLabel(String label) {
        return new OrderKey("", label);
    }

    /** From a body with orderId, clientOrderId or both. */
    static OrderKey read(Fields fields) {
        String id = fields.text("orderId");
        String label = OrderLabels.read(fields, "clientOrderId");
        if (!fields.has("orderId") && !fields.has("clientOrderId")) {
            fields.problem("orderId", ErrorCode.MISSING_PARAMETER, "or clientOrderId is required.");
        }
        if (id != null && id.isEmpty()) {
            fields.problem("orderId", ErrorCode.INVALID_PARAMETER, "must not be empty.");
        }
        return new OrderKey(id == null ? "" : id, label == null ? "" : label);
    }

    /** The order's number, 0 when the label names the order or the id cannot be one of ours. */
    long orderId() {
        return idText.matches("[1-9][0-9]{0,17}") ? Long.parseLong(idText) : 0;
    }

    /** Ids are opaque to clients: one that no order can have is simply not found. */
    boolean isNobodys() {
        return (!idText.isEmpty() && orderId() == 0)
                || (!clientOrderId.isEmpty() && !OrderLabels.isOne(clientOrderId));
    }

    /** Whether it names nothing at all. */
    boolean isNone() {
        return idText.isEmpty() && clientOrderId.isEmpty();
    }

    /** Whether it names an order twice, which must then be the same one. */
    boolean isDouble() {
        return !idText.isEmpty() && !clientOrderId.isEmpty();
    }

    /** What a client is told when nothing of its own has this name. */
    ApiException notFound() {
        return new ApiException(ErrorCode.ORDER_NOT_FOUND, "There is no such order.", details());
    }

    /** The names as they were sent. */
    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        if (!idText.isEmpty()) {
            details.put("orderId", idText.length() > SHOWN ? idText.substring(0, SHOWN) : idText);
        }
        if (!clientOrderId.isEmpty()) {
            details.put(
                    "clientOrderId",
                    clientOrderId.length() > SHOWN
                            ? clientOrderId.substring(0, SHOWN)
                            : clientOrderId);
        }
        return details;
    }
}
