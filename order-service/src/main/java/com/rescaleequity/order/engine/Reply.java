package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.message.RejectDetails;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.platform.view.OrderView.FillView;
import com.rescaleequity.protocol.trading.Order;
import java.util.List;

/** What the core said to a call of this replica, in the wire's terms; numbers are units. */
public sealed interface Reply {

    /**
     * Some of an order's fills, oldest first.
     *
     * @param newest the newest few, or none in an answer that is given again
     * @param lastTradeId of the order's last fill then; 0 without one
     */
    record Fills(List<FillView> newest, long lastTradeId) {

        /** Whether there were fills, of which only the order history knows more. */
        public boolean areElsewhere() {
            return newest.isEmpty() && lastTradeId != 0;
        }
    }

    /** The order after the command, with its last fills. */
    record Accepted(Order order, Fills fills) implements Reply {}

    /** The amended order after the command, with its last fills. */
    record Amended(Order order, Fills fills, boolean priorityKept) implements Reply {}

    /** The orders that were cancelled together, oldest first. */
    record CancelledAll(List<Order> orders) implements Reply {}

    /** The orders that were cancelled together, oldest first; in an answer that is given again. */
    record CancelledBefore(List<Long> orderIds) implements Reply {}

    /** The timer that cancels all orders; a trigger time of 0 says that it is off. */
    record TimerSet(long currentTime, long triggerTime) implements Reply {}

    /** The order would be accepted now. */
    record Checked(long cost, long fee, String asset, long reserve) implements Reply {}

    /** What became of each part of the command, in order. */
    record Batch(List<Reply> replies) implements Reply {}

    /** An item of a batch was none, and was passed over. */
    record Skipped() implements Reply {}

    /** The request that was asked for had not been taken before; nothing changed. */
    record NotTaken() implements Reply {}

    /** The request had been taken before; this was its outcome. */
    record Replayed(Reply first) implements Reply {}

    /** Refused; nothing changed. */
    record Refused(RejectReason reason, RejectDetails details) implements Reply {}
}
