package com.rescaleequity.systemtest.load.wire;

import java.nio.ByteBuffer;

/** Writes a client's frames as RFC 6455 wants them: whole, and masked. */
final class FrameWriter {

    static final int TEXT = 1;
    static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int SHORT_LENGTH = 125;

    private int mask = 0x5bd1e995;

    /** Writes one frame; payloads are below 64 KiB. */
    void write(ByteBuffer into, int opcode, byte[] payload, int length) {
        into.put((byte) (FINAL | opcode));
        if (length <= SHORT_LENGTH) {
            into.put((byte) (MASKED | length));
        } else {
            into.put((byte) (MASKED | 126)).putShort((short) length);
        }
        mask = mask * 1_664_525 + 1_013_904_223;
        into.putInt(mask);
        for (int i = 0; i < length; i++) {
            into.put((byte) (payload[i] ^ mask >>> (24 - 8 * (i & 3))));
        }
    }
}
