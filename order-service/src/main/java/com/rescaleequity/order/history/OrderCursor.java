package com.rescaleequity.order.history;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a page of orders ended: the sort key, bound to the filters that it was made with. */
public record OrderCursor(long createdAt, long orderId) {

    /** The opaque text for clients. */
    public String text(OrderFilter filter) {
        String plain = createdAt + ":" + orderId + ":" + filter.fingerprint();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Reads a client's cursor.
     *
     * @throws ApiException INVALID_CURSOR when it is garbage or of other filters
     */
    public static OrderCursor parse(String text, OrderFilter filter) {
        try {
            String plain =
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
            String[] parts = plain.split(":", -1);
            if (parts.length == 3 && parts[2].equals(filter.fingerprint())) {
                return new OrderCursor(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
            }
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static ApiException invalid() {
        return ApiException.ofField(
                "cursor",
                ErrorCode.INVALID_CURSOR,
                "is not one of ours, or was made with other filters.");
    }
}
