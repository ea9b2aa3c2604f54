package com.rescaleequity.systemtest.load.wire;

import java.nio.charset.StandardCharsets;

/**
 * An answer as it came. The bytes are the connection's own and hold until the next read.
 *
 * @param status as HTTP tells it; 0 when none came
 * @param bytes where the first bytes of it stand
 * @param length how many of them
 */
public record Answer(int status, byte[] bytes, int length) {

    /** What came instead of an answer when the connection was lost. */
    public static final Answer NONE = new Answer(0, new byte[0], 0);

    private static final byte[] ORDER_ID = "\"orderId\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CODE = "\"code\":\"".getBytes(StandardCharsets.US_ASCII);

    /** Whether the exchange did what it was asked. */
    public boolean ok() {
        return status == 200;
    }

    /** The order that the answer tells of; empty if none. */
    public String orderId() {
        return text(ORDER_ID);
    }

    /** The code of a refusal; the status where there is none. */
    public String code() {
        String code = text(CODE);
        return code.isEmpty() ? String.valueOf(status) : code;
    }

    private String text(byte[] name) {
        int from = Bytes.after(bytes, 0, length, name);
        if (from < 0) {
            return "";
        }
        int until = from;
        while (until < length && bytes[until] != '"') {
            until++;
        }
        return new String(bytes, from, until - from, StandardCharsets.US_ASCII);
    }
}
