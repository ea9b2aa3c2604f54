package com.rescaleequity.platform.auth;

import com.google.protobuf.ByteString;
import com.rescaleequity.platform.auth.WrappingKeys.WrappingKey;
import com.rescaleequity.protocol.account.KeyRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;

/**
 * Vouches for records of {@code account.keys}: who can write to the topic or to the outbox, but has
 * no wrapping key, can make no record that anybody believes. The MAC covers all fields, those that
 * this version does not know included.
 */
@ApplicationScoped
public class KeyRecords {

    private final WrappingKeys keys;

    public KeyRecords(WrappingKeys keys) {
        this.keys = keys;
    }

    /** The record with a MAC of ours; for its author, who has made every field. */
    public KeyRecord sign(KeyRecord record) {
        WrappingKey key = keys.newest();
        KeyRecord named = record.toBuilder().setWrappingKeyId(key.id()).clearMac().build();
        return named.toBuilder().setMac(ByteString.copyFrom(mac(key, named))).build();
    }

    /** Whether a record is as its author has made it. */
    public boolean isGenuine(KeyRecord record) {
        WrappingKey key = keys.find(record.getWrappingKeyId());
        return key != null
                && MessageDigest.isEqual(
                        mac(key, record.toBuilder().clearMac().build()),
                        record.getMac().toByteArray());
    }

    /**
     * A record that was signed before its number was known, now with it and signed again.
     *
     * @throws IllegalArgumentException when it is not as its author has made it
     */
    public KeyRecord number(KeyRecord record, long version) {
        if (record.getVersion() != 0 || !isGenuine(record)) {
            throw new IllegalArgumentException(
                    "The record of key " + record.getKeyId() + " has no valid MAC");
        }
        return sign(record.toBuilder().setVersion(version).build());
    }

    // Protobuf writes fields in the order of their numbers, unknown ones too, and there is no map.
    private static byte[] mac(WrappingKey key, KeyRecord withoutMac) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key.vouching());
            return mac.doFinal(withoutMac.toByteArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
