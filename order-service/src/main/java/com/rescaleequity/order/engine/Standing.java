package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.TradingCore;

/**
 * What somebody had come to after a command of the log: a replica, a snapshot, or whoever wrote the
 * event log.
 *
 * @param offset of that command; -1 before the first
 * @param sequence of the last event until then
 * @param eventHash running hash after that event
 */
record Standing(long offset, long sequence, long eventHash) {

    static final Standing BEFORE_ALL = new Standing(-1, 0, 0);

    static Standing of(TradingCore core, long offset) {
        return new Standing(offset, core.sequence(), core.eventHash());
    }

    boolean isBeforeAll() {
        return offset < 0;
    }

    Standing later(Standing other) {
        return other.offset > offset ? other : this;
    }
}
