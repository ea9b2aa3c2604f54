package com.rescaleequity.platform.auth;

import org.jspecify.annotations.Nullable;

/**
 * Who makes a call.
 *
 * @param key the key that identified the account
 * @param signature the valid signature that came with the call, null when none did
 */
public record Caller(ApiKey key, @Nullable Signature signature) {

    /**
     * A signature that was verified.
     *
     * @param version 1 covers the body alone, 2 covers time, method, target and body
     * @param timestamp when the client sent the call by its clock, epoch ms
     * @param receiveWindow how long after that the call may still take effect, ms
     */
    public record Signature(int version, long timestamp, long receiveWindow) {

        /** The last moment at which the call may take effect, epoch ms. */
        public long validUntil() {
            return timestamp + receiveWindow;
        }
    }

    public long accountId() {
        return key.accountId();
    }

    /** Whether a valid signature covered the call. */
    public boolean signed() {
        return signature != null;
    }

    /**
     * Whether the body itself has to say when it was sent: the key's owner wants every call signed,
     * and this signature covers nothing but the body.
     */
    public boolean mustDateBody() {
        return key.requireSignature() && signature != null && signature.version() == 1;
    }
}
