package com.rescaleequity.platform.auth;

/**
 * Who makes a call.
 *
 * @param key the key that identified the account
 * @param signed whether a valid signature covered the call
 */
public record Caller(ApiKey key, boolean signed) {

    public long accountId() {
        return key.accountId();
    }
}
