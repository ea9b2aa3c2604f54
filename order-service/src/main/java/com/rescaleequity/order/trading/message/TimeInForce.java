package com.rescaleequity.order.trading.message;

/** How long an order works: until cancelled, at once in part, at once in whole, until a date. */
public enum TimeInForce implements Word {
    GTC(0),
    IOC(1),
    FOK(2),
    GTD(3);

    private final int number;

    TimeInForce(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }

    /** Whether what does not trade at once waits in the book. */
    public boolean rests() {
        return this == GTC || this == GTD;
    }
}
