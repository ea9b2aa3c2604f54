package com.rescaleequity.order.trading.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes numbers and texts one after the other; small numbers take few bytes. */
public final class StateWriter {

    private static final int FIRST_CAPACITY = 1 << 16;
    private static final int MAX_NUMBER_BYTES = 10;

    private byte[] bytes;
    private int length;

    public StateWriter() {
        this(FIRST_CAPACITY);
    }

    /**
     * A writer of nothing yet.
     *
     * @param capacity how many bytes it is likely to hold
     */
    public StateWriter(int capacity) {
        bytes = new byte[capacity];
    }

    /** Writes any number. */
    public void number(long value) {
        reserve(MAX_NUMBER_BYTES);
        // Zigzag, so that small negative numbers are short too; then seven bits to a byte.
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
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
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    /** Writes a word of an enum. */
    @SuppressWarnings("EnumOrdinal") // words are only ever added at the end
    public void word(Enum<?> value) {
        number(value.ordinal());
    }

    /** What was written, with its hash behind it. */
    public byte[] toBytes() {
        long hash = StateHash.of(bytes, length);
        byte[] all = Arrays.copyOf(bytes, length + Long.BYTES);
        StateHash.put(all, length, hash);
        return all;
    }

    /** The hash of what was written. */
    public long hash() {
        return StateHash.of(bytes, length);
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
