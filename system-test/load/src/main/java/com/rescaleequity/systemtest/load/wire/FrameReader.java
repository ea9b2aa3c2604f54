package com.rescaleequity.systemtest.load.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Finds the frames of a server in a stream of bytes (RFC 6455, without extensions). A message in
 * several frames is put together; of a long one only the first bytes are kept.
 */
final class FrameReader {

    /** Takes what a server sends. */
    interface Frames {

        void text(byte[] payload, int length);

        void ping(byte[] payload, int length);
    }

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int CONTROL = 8;
    private static final int KEPT_BYTES = 16 * 1024;

    private final byte[] head = new byte[10];
    private int headLength;
    private long payloadLeft;

    private final byte[] message = new byte[KEPT_BYTES];
    private int messageLength;
    private final byte[] control = new byte[125];
    private int controlLength;

    /** Takes in more bytes, and hands over what they complete. */
    void take(ByteBuffer bytes, Frames frames) throws IOException {
        while (bytes.hasRemaining()) {
            if (!headIsWhole()) {
                head[headLength++] = bytes.get();
                if (!headIsWhole()) {
                    continue;
                }
                begin();
            }
            keep(bytes);
            if (payloadLeft == 0) {
                end(frames);
            }
        }
    }

    private boolean headIsWhole() {
        return headLength >= 2 && headLength == 2 + lengthBytes();
    }

    private int lengthBytes() {
        int length = head[1] & 0x7f;
        return length == 127 ? 8 : length == 126 ? 2 : 0;
    }

    private void begin() {
        payloadLeft = head[1] & 0x7f;
        if (lengthBytes() > 0) {
            payloadLeft = 0;
            for (int i = 2; i < headLength; i++) {
                payloadLeft = (payloadLeft << 8) | (head[i] & 0xff);
            }
        }
        controlLength = 0;
        if (opcode() == TEXT) {
            messageLength = 0;
        }
    }

    private int opcode() {
        return head[0] & 0xf;
    }

    private void keep(ByteBuffer bytes) {
        int count = (int) Math.min(bytes.remaining(), payloadLeft);
        payloadLeft -= count;
        boolean isControl = opcode() >= CONTROL;
        byte[] into = isControl ? control : message;
        int at = isControl ? controlLength : messageLength;
        int kept = Math.min(count, into.length - at);
        bytes.get(into, at, kept);
        bytes.position(bytes.position() + count - kept);
        if (isControl) {
            controlLength += kept;
        } else {
            messageLength += kept;
        }
    }

    private void end(Frames frames) throws IOException {
        headLength = 0;
        boolean isLast = head[0] < 0;
        switch (opcode()) {
            case TEXT, CONTINUATION -> {
                if (isLast) {
                    frames.text(message, messageLength);
                }
            }
            case PING -> frames.ping(control, controlLength);
            case PONG -> {}
            case CLOSE -> throw new IOException("The exchange closed a socket: " + reason());
            default -> throw new IOException("A frame of an unknown kind: " + opcode());
        }
    }

    private String reason() {
        if (controlLength < 2) {
            return "no reason given";
        }
        return (((control[0] & 0xff) << 8) | (control[1] & 0xff))
                + " "
                + new String(control, 2, controlLength - 2, StandardCharsets.UTF_8);
    }
}
