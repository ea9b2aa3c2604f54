package com.rescaleequity.order.trading.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the core answers to one command. */
public sealed interface Outcome {

    /** An order was placed or cancelled: the order after the whole command, and its last fills. */
    record Accepted(OrderState order, NewestFills fills) implements Outcome {}

    /**
     * An order was amended: the order after the whole command, and its last fills.
     *
     * @param priorityKept whether it kept its place in the queue
     */
    record Amended(OrderState order, NewestFills fills, boolean priorityKept) implements Outcome {}

    /** Orders were cancelled together, oldest first, as they ended. */
    record CancelledAll(List<OrderState> orders) implements Outcome {}

    /** These orders were cancelled together, oldest first; only as the first of a repetition. */
    record CancelledBefore(List<Long> orderIds) implements Outcome {}

    /** The timer that cancels all orders was set; a trigger time of 0 says that it is off. */
    record TimerSet(long currentTime, long triggerTime) implements Outcome {}

    /**
     * An order would be accepted now.
     *
     * @param cost what it would trade for if it traded whole, in quote units, before the fee
     * @param reserve what it would hold of the asset
     */
    record Checked(long cost, long fee, String asset, long reserve) implements Outcome {}

    /** What became of each command of several, in their order. */
    record Batch(List<Outcome> outcomes) implements Outcome {}

    /** An item of a batch was none, and was passed over. */
    record Skipped() implements Outcome {
        public static final Skipped INSTANCE = new Skipped();
    }

    /** The request that was asked for had not been taken before; nothing changed. */
    record NotTaken() implements Outcome {
        public static final NotTaken INSTANCE = new NotTaken();
    }

    /** The request had been taken before; this was its outcome, and nothing changed. */
    record Replayed(Outcome first) implements Outcome {}

    /** A command that is not about an order took effect. */
    record Done() implements Outcome {
        public static final Done INSTANCE = new Done();
    }

    /** The source's number had been applied before; nothing changed. */
    record Duplicate(long lastSourceNumber) implements Outcome {}

    /** The command was refused: it changed nothing and caused no event. */
    record Rejected(RejectReason reason, RejectDetails details) implements Outcome {
        public static Rejected because(RejectReason reason) {
            return new Rejected(reason, RejectDetails.NONE);
        }

        /** A refusal of a value outside a range, null for one inside. */
        public static @Nullable Rejected outside(
                RejectDetails.Range range, long value, RejectReason reason) {
            return range.contains(value) ? null : new Rejected(reason, range);
        }
    }
}
