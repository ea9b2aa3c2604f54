package com.rescaleequity.account.keys;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new key with its secrets, which are shown once and kept nowhere in this form.
 *
 * @param apiSecret null where the owner signs with a private key of his own
 */
public record IssuedKey(
        String keyId, String apiKey, @Nullable String apiSecret, List<String> scopes) {

    @Override
    public String toString() {
        return "IssuedKey[" + keyId + "]";
    }
}
