package com.rescaleequity.order.trading.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A fast running hash over the bytes of a state that finds accidents, not forgeries. It does not
 * depend on where parts begin and end, as long as all but the last are whole words of 8 bytes.
 */
final class StateHash {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private long hash;
    private long bytes;

    /** Adds the first bytes of a part. */
    void add(byte[] part, int length) {
        long sum = hash;
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            sum = mix(sum, get(part, at));
        }
        for (; at < length; at++) {
            sum = mix(sum, part[at]);
        }
        hash = sum;
        bytes += length;
    }

    /** The hash of all parts so far. */
    long value() {
        return mix(hash, bytes);
    }

    static long get(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    static void put(byte[] bytes, int at, long value) {
        LONGS.set(bytes, at, value);
    }

    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * MULTIPLIER;
        return mixed ^ (mixed >>> 32);
    }
}
