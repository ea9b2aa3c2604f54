package com.rescaleequity.order.trading.message;

/** How long an order works: until cancelled, at once in part, at once in whole, until a date. */
public enum TimeInForce {
    GTC,
    IOC,
    FOK,
    GTD;

    /** Whether what does not trade at once waits in the book. */
    public boolean rests() {
        return this == GTC || this == GTD;
    }
}
