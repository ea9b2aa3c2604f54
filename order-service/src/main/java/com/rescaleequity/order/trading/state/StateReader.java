package com.rescaleequity.order.trading.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what a {@link StateWriter} wrote, in the same order. */
public final class StateReader {

    private final byte[] bytes;
    private final int end;
    private int at;

    /**
     * A reader of a whole state.
     *
     * @throws CorruptStateException when the hash does not fit
     */
    public StateReader(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length - Long.BYTES;
        if (end < 0 || StateHash.get(bytes, end) != StateHash.of(bytes, end)) {
            throw new CorruptStateException("its hash does not fit");
        }
    }

    public long number() {
        long zigzag = 0;
        int shift = 0;
        byte part;
        do {
            if (at >= end || shift > 63) {
                throw new CorruptStateException("it ends too early");
            }
            part = bytes[at++];
            zigzag |= (part & 0x7FL) << shift;
            shift += 7;
        } while (part < 0);
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /** A number that counts things or numbers them. */
    public int count() {
        return Math.toIntExact(number());
    }

    public boolean flag() {
        return number() != 0;
    }

    public String text() {
        int length = length();
        String value = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return value;
    }

    /** Bytes that mean something to somebody else. */
    public byte[] bytes() {
        int length = length();
        byte[] value = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return value;
    }

    private int length() {
        int length = count();
        if (length < 0 || length > end - at) {
            throw new CorruptStateException("a text is too long");
        }
        return length;
    }

    /** One of an enum's words. */
    public <E extends Enum<E>> E word(E[] words) {
        return words[count()];
    }

    /** Whether everything has been read. */
    public boolean isAtEnd() {
        return at == end;
    }
}
