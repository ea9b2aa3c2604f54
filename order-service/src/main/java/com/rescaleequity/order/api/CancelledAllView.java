package com.rescaleequity.order.api;

import com.rescaleequity.order.engine.Reply;
import com.rescaleequity.platform.view.OrderView;
import java.util.List;

/** Orders that were cancelled together, oldest first. */
public record CancelledAllView(int cancelledCount, List<OrderView> orders) {

    static CancelledAllView of(Reply.CancelledAll cancelled) {
        return new CancelledAllView(
                cancelled.orders().size(), cancelled.orders().stream().map(OrderView::of).toList());
    }
}
