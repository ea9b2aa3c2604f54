package com.rescaleequity.order.trading;

import java.util.List;

/** What the core answers to one command. */
public sealed interface Outcome {

    /** An order was placed or cancelled: the order after the whole command, and all its fills. */
    record Accepted(OrderState order, List<Fill> fills) implements Outcome {}

    /** A command that is not about an order took effect. */
    record Done() implements Outcome {
        static final Done INSTANCE = new Done();
    }

    /** The source's number had been applied before; nothing changed. */
    record Duplicate(long lastSourceNumber) implements Outcome {}

    /** The command was refused: it changed nothing and caused no event. */
    record Rejected(RejectReason reason, RejectDetails details) implements Outcome {
        static Rejected because(RejectReason reason) {
            return new Rejected(reason, RejectDetails.NONE);
        }
    }
}
