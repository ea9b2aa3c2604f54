package com.rescaleequity.platform.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Messages as RFC 7692 compresses them, each for itself. */
public final class Deflated {

    private static final int TAIL = 4;
    private static final int LONGEST = 1 << 20;

    private Deflated() {}

    /** A message's content. */
    public static byte[] of(String text) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
        byte[] bytes = new byte[LONGEST];
        int length = deflater.deflate(bytes, 0, bytes.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(bytes, length - TAIL);
    }

    /** What a message says. */
    public static String textOf(byte[] content) {
        Inflater inflater = new Inflater(true);
        byte[] whole = Arrays.copyOf(content, content.length + TAIL);
        whole[content.length + 2] = -1;
        whole[content.length + 3] = -1;
        inflater.setInput(whole);
        byte[] bytes = new byte[LONGEST];
        try {
            int length = inflater.inflate(bytes);
            return new String(bytes, 0, length, StandardCharsets.UTF_8);
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        } finally {
            inflater.end();
        }
    }
}
