package com.rescaleequity.order.trading.message;

/**
 * A connection with which orders end.
 *
 * @param server who holds it, and says in the log every second that it lives
 * @param connection its number there
 */
public record Lease(String server, long connection) {}
