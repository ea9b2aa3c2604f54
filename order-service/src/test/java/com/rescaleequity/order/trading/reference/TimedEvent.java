package com.rescaleequity.order.trading.reference;

import com.rescaleequity.order.trading.message.Event;

/** An event and the core's time when it happened. */
public record TimedEvent(long time, Event event) {}
