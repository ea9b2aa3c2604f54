package com.rescaleequity.systemtest.load.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Finds the end of an HTTP/1.1 answer whose head states its length, which all answers of the
 * exchange do. Keeps the head and the first bytes of the body, and makes no text of them.
 */
final class ResponseReader {

    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_AT = 9;
    private static final int KEPT_BYTES = 16 * 1024;

    private final byte[] kept = new byte[KEPT_BYTES];
    private int length;
    private int looked;
    private int status;
    private long bodyLeft;

    /** Takes in more bytes; gives the status when they complete the answer, else 0. */
    int take(ByteBuffer bytes) throws IOException {
        if (status == 0) {
            keep(bytes);
            int end = endOfHead();
            if (end < 0) {
                if (length == kept.length) {
                    throw new IOException("An answer has no end of its head");
                }
                return 0;
            }
            readHead(end);
            bodyLeft -= length - end + bytes.remaining();
        } else {
            bodyLeft -= bytes.remaining();
            keep(bytes);
        }
        bytes.position(bytes.limit());
        return bodyLeft > 0 ? 0 : status;
    }

    /** The answer that is complete; makes room for the next one. */
    Answer answer() {
        Answer answer = new Answer(status, kept, length);
        status = 0;
        length = 0;
        looked = 0;
        return answer;
    }

    private void keep(ByteBuffer bytes) {
        int count = Math.min(bytes.remaining(), kept.length - length);
        bytes.get(kept, length, count);
        length += count;
    }

    /** Where the body begins, or -1. */
    private int endOfHead() {
        for (int at = Math.max(looked, 3); at < length; at++) {
            if (kept[at] == '\n' && kept[at - 2] == '\n' && kept[at - 1] == '\r') {
                return at + 1;
            }
        }
        looked = length;
        return -1;
    }

    private void readHead(int end) throws IOException {
        for (int at = STATUS_AT; at < end; at++) {
            if (kept[at] == '\n' && Bytes.startsWithName(kept, at + 1, end, LENGTH)) {
                bodyLeft = Bytes.number(kept, at + 1 + LENGTH.length, end);
                status = (int) Bytes.number(kept, STATUS_AT, STATUS_AT + 3);
                return;
            }
        }
        throw new IOException(
                "An answer does not state its length: "
                        + new String(kept, 0, end, StandardCharsets.ISO_8859_1).strip());
    }
}
