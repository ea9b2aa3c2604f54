package com.rescaleequity.platform.auth;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a key signs. */
public enum SignatureType {
    /** HMAC-SHA256 under a secret that both sides have. */
    HMAC_SHA256("hmac-sha256"),
    /** Ed25519 (RFC 8032) with a private key that nobody has but its owner. */
    ED25519("ed25519");

    private final String text;

    SignatureType(String text) {
        this.text = text;
    }

    /** The name on the wire and in the API. */
    public String text() {
        return text;
    }

    /** The type of a name, of which none means the first; null for one that is not known here. */
    static @Nullable SignatureType of(String text) {
        return text.isEmpty() ? HMAC_SHA256 : words().get(text);
    }

    /** All types by their names. */
    public static Map<String, SignatureType> words() {
        Map<String, SignatureType> words = new LinkedHashMap<>();
        for (SignatureType type : values()) {
            words.put(type.text, type);
        }
        return Collections.unmodifiableMap(words);
    }
}
