package com.rescaleequity.order.trading;

/**
 * How much the core remembers of what is over: requests with a key, and client order ids of orders
 * that are not open any more. They are part of the rules: every replica must forget at the same
 * command. Where all accounts together reach a bound, the one that has most forgets its oldest.
 *
 * @param accountRequests of one account
 * @param accountBytes of requests of one account
 * @param allBytes of requests of all accounts together
 * @param millis of log time, for requests
 * @param labelBytes of client order ids of all accounts together
 */
record WindowLimits(
        int accountRequests, long accountBytes, long allBytes, long millis, long labelBytes) {

    static final WindowLimits STANDARD =
            new WindowLimits(10_000, 8L << 20, 64L << 20, 24 * 60 * 60 * 1000L, 128L << 20);
}
