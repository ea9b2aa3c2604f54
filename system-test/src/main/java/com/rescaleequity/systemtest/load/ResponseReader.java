package com.rescaleequity.systemtest.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Finds the end of an HTTP/1.1 answer whose head states its length, which all answers to orders do.
 */
final class ResponseReader {

    private static final String LENGTH = "\r\ncontent-length:";
    private static final int STATUS_AT = 9;

    private final byte[] head = new byte[16 * 1024];
    private int headLength;
    private int status;
    private long bodyLeft;

    /** Takes in more bytes; gives the status when they complete the answer, else 0. */
    int take(ByteBuffer bytes) throws IOException {
        while (status == 0 && bytes.hasRemaining()) {
            head[headLength++] = bytes.get();
            if (endsHead()) {
                readHead();
            } else if (headLength == head.length) {
                throw new IOException("An answer has no end of its head");
            }
        }
        if (status == 0) {
            return 0;
        }
        bodyLeft -= bytes.remaining();
        if (bodyLeft > 0) {
            return 0;
        }
        int complete = status;
        status = 0;
        headLength = 0;
        return complete;
    }

    private boolean endsHead() {
        return headLength >= 4
                && head[headLength - 1] == '\n'
                && head[headLength - 3] == '\n'
                && head[headLength - 2] == '\r';
    }

    private void readHead() throws IOException {
        String text =
                new String(head, 0, headLength, StandardCharsets.ISO_8859_1)
                        .toLowerCase(Locale.ROOT);
        int at = text.indexOf(LENGTH);
        if (at < 0) {
            throw new IOException("An answer does not state its length: " + text.strip());
        }
        int from = at + LENGTH.length();
        bodyLeft = Long.parseLong(text.substring(from, text.indexOf('\r', from)).strip());
        status = Integer.parseInt(text.substring(STATUS_AT, STATUS_AT + 3));
    }
}
