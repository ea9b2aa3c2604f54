package com.rescaleequity.systemtest.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The requests of a run, made once and sent again and again: limit orders of equal size at one
 * price, buyers and sellers in turn, so that every second order trades with the one before and the
 * book stays small; or empty calls of the echo.
 */
final class OrderFlow {

    private static final String ORDER =
            "{\"symbol\":\"ETHUSD\",\"side\":\"%s\",\"type\":\"limit\",\"quantity\":0.0001,\"price\":2400}";

    private final byte[][] requests;
    private int next;

    private OrderFlow(byte[][] requests) {
        this.requests = requests;
    }

    /**
     * Orders of accounts in pairs: even ones buy, odd ones sell, so nobody meets his own orders.
     */
    static OrderFlow orders(URI base, List<String> keys) {
        byte[][] requests = new byte[keys.size() / 2 * 2][];
        for (int i = 0; i < requests.length; i++) {
            requests[i] =
                    request(
                            base,
                            "/orders/create",
                            "Authorization: Bearer " + keys.get(i) + "\r\n",
                            ORDER.formatted(i % 2 == 0 ? "buy" : "sell"));
        }
        return new OrderFlow(requests);
    }

    /** What the echo of the order service is sent: as many bytes as an order's body has. */
    static OrderFlow echoes(URI base) {
        return new OrderFlow(
                new byte[][] {request(base, "/orders/echo", "", ORDER.formatted("buy"))});
    }

    /** The next request; one thread calls it. */
    byte[] next() {
        byte[] request = requests[next];
        next = (next + 1) % requests.length;
        return request;
    }

    private static byte[] request(URI base, String call, String headers, String body) {
        String request =
                "POST %s%s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s"
                        .formatted(
                                base.getPath(),
                                call,
                                base.getAuthority(),
                                headers,
                                body.length(),
                                body);
        return request.getBytes(StandardCharsets.US_ASCII);
    }
}
