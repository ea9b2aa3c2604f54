package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.RejectDetails;
import com.rescaleequity.order.trading.RejectReason;
import com.rescaleequity.platform.view.OrderView.FillView;
import com.rescaleequity.protocol.trading.Order;
import java.util.List;

/** What the core said to a call of this replica, in the wire's terms. */
public sealed interface Reply {

    /** The order after the command, with all its fills. */
    record Accepted(Order order, List<FillView> fills) implements Reply {}

    /** Refused; nothing changed. */
    record Refused(RejectReason reason, RejectDetails details) implements Reply {}
}
