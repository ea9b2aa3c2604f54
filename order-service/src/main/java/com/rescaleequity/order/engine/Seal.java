package com.rescaleequity.order.engine;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Vouches for what this service leaves in the database or in a log and reads again: a MAC under a
 * key that is in neither, so whoever may only write there can forge nothing.
 */
final class Seal {

    /** Snapshots of the core. */
    static final String SNAPSHOTS = "snapshots of the core";

    /** What replicas say that they have come to. */
    static final String VOTES = "votes of the replicas";

    private final List<SecretKeySpec> keys;

    /**
     * A seal for one purpose.
     *
     * @param keys the first seals, any opens
     */
    Seal(List<SecretKeySpec> keys) {
        this.keys = keys;
    }

    /**
     * A MAC over numbers and bytes.
     *
     * @param bytes only one of them may have another length another time
     */
    byte[] over(long[] numbers, byte[]... bytes) {
        return mac(keys.getFirst(), numbers, bytes);
    }

    boolean fits(byte[] mac, long[] numbers, byte[]... vouchedFor) {
        return keys.stream()
                .anyMatch(key -> MessageDigest.isEqual(mac, mac(key, numbers, vouchedFor)));
    }

    private static byte[] mac(SecretKeySpec key, long[] numbers, byte[]... bytes) {
        ByteBuffer head = ByteBuffer.allocate(Long.BYTES * numbers.length);
        head.asLongBuffer().put(numbers);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(head);
            for (byte[] each : bytes) {
                mac.update(each);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
