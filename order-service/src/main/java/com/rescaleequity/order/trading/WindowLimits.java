package com.rescaleequity.order.trading;

/**
 * How much the core remembers of requests with a key. They are part of the rules: every replica
 * must forget at the same command.
 *
 * @param accountRequests of one account
 * @param accountBytes of one account
 * @param allBytes of all accounts together
 * @param millis of log time
 */
record RequestLimits(int accountRequests, long accountBytes, long allBytes, long millis) {

    static final RequestLimits STANDARD =
            new RequestLimits(10_000, 8L << 20, 64L << 20, 24 * 60 * 60 * 1000L);
}
