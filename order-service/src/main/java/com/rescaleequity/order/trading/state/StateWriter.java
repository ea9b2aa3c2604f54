package com.rescaleequity.order.trading.state;

import com.rescaleequity.order.trading.message.Word;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes a state as numbers and texts, and hands it out in parts: it never holds more than one of
 * them. Behind each part stands the hash of everything until there. Small numbers take few bytes.
 */
public final class StateWriter {

    private static final int FIRST_CAPACITY = 256;
    private static final int MOST_BYTES = 1 << 30;

    private final int partBytes;
    private final PartSink parts;
    private final StateHash hash = new StateHash();
    private byte[] bytes;
    private int length;

    /**
     * A writer of nothing yet.
     *
     * @param partBytes what a part holds, but for its hash and for the last, which may hold less: a
     *     multiple of 8
     */
    public StateWriter(int partBytes, PartSink parts) {
        if (partBytes <= 0 || partBytes % Long.BYTES != 0) {
            throw new IllegalArgumentException("not a multiple of 8: " + partBytes);
        }
        this.partBytes = partBytes;
        this.parts = parts;
        bytes = new byte[Math.min(partBytes, FIRST_CAPACITY)];
    }

    /** What somebody writes as one part, for something small. */
    public static byte[] onePart(Consumer<StateWriter> content) {
        List<byte[]> parts = new ArrayList<>(1);
        StateWriter state = new StateWriter(MOST_BYTES, (part, _) -> parts.add(part));
        content.accept(state);
        state.finish();
        return parts.getFirst();
    }

    /** Writes any number. */
    public void number(long value) {
        // Zigzag, so that small negative numbers are short too; then seven bits to a byte.
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        put((byte) rest);
    }

    public void flag(boolean value) {
        number(value ? 1 : 0);
    }

    public void text(String value) {
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes bytes that mean something to somebody else. */
    public void bytes(byte[] value) {
        number(value.length);
        for (int from = 0; from < value.length; ) {
            makeRoom();
            int more = Math.min(value.length - from, bytes.length - length);
            System.arraycopy(value, from, bytes, length, more);
            length += more;
            from += more;
        }
    }

    /** Writes a word by its number. */
    public void word(Word value) {
        number(value.number());
    }

    /** Hands out the last part, and gives the hash of the whole state. */
    public long finish() {
        handOut(true);
        return hash.value();
    }

    private void put(byte value) {
        makeRoom();
        bytes[length++] = value;
    }

    /** Makes room for one byte at least. */
    private void makeRoom() {
        if (length < bytes.length) {
            return;
        }
        if (length < partBytes) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(partBytes, 2L * length));
        } else {
            handOut(false);
        }
    }

    private void handOut(boolean last) {
        hash.add(bytes, length);
        byte[] part = Arrays.copyOf(bytes, length + Long.BYTES);
        StateHash.put(part, length, hash.value());
        length = 0;
        parts.accept(part, last);
    }
}
