package com.rescaleequity.platform.auth;

import java.util.Locale;

/** What a key may do; {@code READ} is implied by all others. */
public enum Scope {
    READ,
    TRADE,
    WITHDRAW,
    MANAGE;

    /** The name in the public contract. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scope of a contract name. */
    public static Scope of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
