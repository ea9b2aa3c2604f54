package com.rescaleequity.order.api;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a client names one of its orders.
 *
 * @param orderId 0 when the label names it
 * @param clientOrderId empty when the id names it
 */
record OrderKey(long orderId, String clientOrderId) {

    static OrderKey ofPath(String text) {
        return new OrderKey(number(text), "");
    }

    static OrderKey ofLabel(String label) {
        return new OrderKey(0, label);
    }

    /** From a body with orderId, clientOrderId or both. */
    static OrderKey read(Fields fields) {
        String id = fields.text("orderId");
        String label = ClientOrderIds.read(fields, "clientOrderId");
        if (id == null && label == null && fields.problems().isEmpty()) {
            fields.problem("orderId", ErrorCode.MISSING_PARAMETER, "or clientOrderId is required.");
        }
        return new OrderKey(id == null ? 0 : number(id), label == null ? "" : label);
    }

    /** What a client is told when nothing of its own has this name. */
    ApiException notFound() {
        Map<String, Object> details = new LinkedHashMap<>();
        if (orderId != 0) {
            details.put("orderId", orderId < 0 ? null : Long.toString(orderId));
        }
        if (!clientOrderId.isEmpty()) {
            details.put("clientOrderId", clientOrderId);
        }
        return new ApiException(ErrorCode.ORDER_NOT_FOUND, "There is no such order.", details);
    }

    /** Ids are opaque to clients: one that cannot be ours is simply not found. */
    private static long number(String text) {
        return text.matches("[1-9][0-9]{0,17}") ? Long.parseLong(text) : -1;
    }
}
