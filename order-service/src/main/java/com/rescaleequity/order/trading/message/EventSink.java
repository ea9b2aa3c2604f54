package com.rescaleequity.order.trading.message;

/** Receives the core's events, in order, on the thread that applies commands. It must not throw. */
@FunctionalInterface
public interface EventSink {

    void accept(long sequence, long timeMillis, Event event);
}
