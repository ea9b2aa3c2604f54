package com.rescaleequity.order.trading.state;

import com.rescaleequity.order.trading.message.Word;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Reads what a {@link StateWriter} wrote, in the same order and part by part. Nothing of a part is
 * believed before the hash behind it fits.
 */
public final class StateReader {

    private final PartSource parts;
    private final StateHash hash = new StateHash();
    private byte[] part = {};
    private int at;
    private int end;

    public StateReader(PartSource parts) {
        this.parts = parts;
    }

    /** A reader of something small that was written as one part. */
    public static StateReader ofOnePart(byte[] part) {
        Iterator<byte[]> only = List.of(part).iterator();
        return new StateReader(() -> only.hasNext() ? only.next() : null);
    }

    public long number() {
        long zigzag = 0;
        int shift = 0;
        byte next;
        do {
            if (shift > 63) {
                throw new CorruptStateException("a number is too long");
            }
            if (at == end) {
                load();
            }
            next = part[at++];
            zigzag |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0);
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
        if (length > end - at) {
            return new String(collected(length), StandardCharsets.UTF_8);
        }
        String value = new String(part, at, length, StandardCharsets.UTF_8);
        at += length;
        return value;
    }

    /** Bytes that mean something to somebody else. */
    public byte[] bytes() {
        return collected(length());
    }

    /** Takes no more memory than there are bytes, whatever their number says. */
    private byte[] collected(int length) {
        byte[] value = {};
        while (value.length < length) {
            if (at == end) {
                load();
            }
            int known = value.length;
            int more = Math.min(length - known, end - at);
            value = Arrays.copyOf(value, known + more);
            System.arraycopy(part, at, value, known, more);
            at += more;
        }
        return value;
    }

    private int length() {
        int length = count();
        if (length < 0) {
            throw new CorruptStateException("a text has a length below 0");
        }
        return length;
    }

    /** The one of the words that has the number which stands here. */
    public <W extends Word> W word(W[] words) {
        int number = count();
        for (W word : words) {
            if (word.number() == number) {
                return word;
            }
        }
        throw new CorruptStateException("it has an unknown word " + number);
    }

    /** Whether everything has been read. */
    public boolean isAtEnd() {
        return at == end && parts.next() == null;
    }

    /** Goes on to the next part that holds something. */
    private void load() {
        while (at == end) {
            byte[] next = parts.next();
            if (next == null) {
                throw new CorruptStateException("it ends too early");
            }
            int length = next.length - Long.BYTES;
            if (length < 0) {
                throw new CorruptStateException("a part is too short");
            }
            hash.add(next, length);
            if (StateHash.get(next, length) != hash.value()) {
                throw new CorruptStateException("its hash does not fit");
            }
            part = next;
            at = 0;
            end = length;
        }
    }
}
