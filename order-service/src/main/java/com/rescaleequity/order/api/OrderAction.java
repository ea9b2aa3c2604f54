package com.rescaleequity.order.api;

import com.rescaleequity.platform.auth.Caller;
import java.util.Locale;

/** What an order call does, in the words that its body's {@code action} may repeat. */
enum OrderAction {
    CREATE,
    TEST,
    AMEND,
    CANCEL,
    CANCEL_ALL,
    CANCEL_BATCH,
    CREATE_BATCH,
    CANCEL_ALL_AFTER;

    private final String text = "orders." + name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The words of the call's path, e.g. {@code orders.cancel-all}. */
    String text() {
        return text;
    }

    /**
     * Whether the body has to name the call: that of a test is, byte for byte, that of the order
     * itself, and whoever sees the signature of the one could place the other.
     */
    boolean isNeeded(Caller caller) {
        return this == TEST && caller.key().requireSignature();
    }
}
