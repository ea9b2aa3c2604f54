package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.message.RejectDetails;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.protocol.trading.Fill;
import com.rescaleequity.protocol.trading.Order;
import java.util.List;

/**
 * What the core said to a call of this replica, in the wire's terms; numbers are units. Each kind
 * of command has its kind of reply.
 */
public sealed interface Reply {

    /** To a command that places or cancels one order. */
    sealed interface ToOrder extends ToItem {}

    /** To one item of several. */
    sealed interface ToItem extends Reply {}

    /** To a command that places or cancels several orders. */
    sealed interface ToBatch extends Reply {}

    /** To a command that amends an order. */
    sealed interface ToAmendment extends Reply {}

    /** To a command that cancels all orders. */
    sealed interface ToCancelAll extends Reply {}

    /** To a command that sets the timer that cancels all orders. */
    sealed interface ToTimer extends Reply {}

    /** To the question what placing an order would come to. */
    sealed interface ToTest extends Reply {}

    /** A fill and its time, epoch ms. */
    record TimedFill(Fill fill, long time) {}

    /**
     * Some of an order's fills, oldest first.
     *
     * @param newest the newest few, or none in an answer that is given again
     * @param lastTradeId of the order's last fill then; 0 without one
     */
    record Fills(List<TimedFill> newest, long lastTradeId) {

        /** Whether there were fills, of which only the order history knows more. */
        public boolean areElsewhere() {
            return newest.isEmpty() && lastTradeId != 0;
        }
    }

    /** The order after the command, with its last fills. */
    record Accepted(Order order, Fills fills) implements ToOrder {}

    /** The amended order after the command, with its last fills. */
    record Amended(Order order, Fills fills, boolean priorityKept) implements ToAmendment {}

    /** The orders that were cancelled together, oldest first. */
    record CancelledAll(List<Order> orders) implements ToCancelAll {}

    /** The orders that were cancelled together, oldest first; in an answer that is given again. */
    record CancelledBefore(List<Long> orderIds) implements ToCancelAll {}

    /** The timer that cancels all orders; a trigger time of 0 says that it is off. */
    record TimerSet(long currentTime, long triggerTime) implements ToTimer {}

    /** The order would be accepted now. */
    record Checked(long cost, long fee, String asset, long reserve) implements ToTest {}

    /** What became of each part of the command, in order. */
    record Batch(List<ToItem> replies) implements ToBatch {}

    /** An item of a batch was none, and was passed over. */
    record Skipped() implements ToItem {}

    /** Refused; nothing changed. */
    record Refused(RejectReason reason, RejectDetails details)
            implements ToOrder, ToBatch, ToAmendment, ToCancelAll, ToTimer, ToTest {}
}
