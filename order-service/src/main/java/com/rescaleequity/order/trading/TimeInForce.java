package com.rescaleequity.order.trading;

/** How long an order works: until cancelled, at once in part, at once in whole, until a date. */
public enum TimeInForce {
    GTC,
    IOC,
    FOK,
    GTD
}
