package com.rescaleequity.benchmarks;

/**
 * One command of a flow, in ticks and lots. Orders carry the ids that the trading core will give
 * them: dense, in the order of their placing.
 */
record FlowCommand(
        Kind kind, long orderId, long accountId, boolean buys, long priceTicks, long lots) {

    /** What a command does; the orders that cancels and moves name are open then. */
    enum Kind {
        /** A limit order that rests. */
        NEW,
        /** A limit order whose rest expires at once. */
        TAKE,
        CANCEL,
        /** Another limit price for an open order, at the end of that price's queue. */
        MOVE
    }
}
