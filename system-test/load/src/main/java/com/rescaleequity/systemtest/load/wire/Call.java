package com.rescaleequity.systemtest.load.wire;

import java.nio.charset.StandardCharsets;

/**
 * One call by one account, ready to be sent over either door.
 *
 * @param key the account's API key; over the trade socket the connection's own
 * @param body its JSON; empty for reads
 */
public record Call(CallKind kind, String key, byte[] body) {

    private static final byte[] NOTHING = new byte[0];

    /** A call with a body. */
    public static Call of(CallKind kind, String key, String body) {
        return new Call(kind, key, body.getBytes(StandardCharsets.US_ASCII));
    }

    /** A read. */
    public static Call read(CallKind kind, String key) {
        return new Call(kind, key, NOTHING);
    }
}
