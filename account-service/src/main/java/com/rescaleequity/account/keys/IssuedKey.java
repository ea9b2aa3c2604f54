package com.rescaleequity.account.keys;

import java.util.List;

/** A new key with its secrets, which are shown once and kept nowhere in this form. */
public record IssuedKey(String keyId, String apiKey, String apiSecret, List<String> scopes) {

    @Override
    public String toString() {
        return "IssuedKey[" + keyId + "]";
    }
}
