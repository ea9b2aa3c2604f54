package com.rescaleequity.order.api;

import com.rescaleequity.order.engine.Reply;
import com.rescaleequity.platform.view.OrderView;
import java.util.List;

/** Orders that were cancelled together, oldest first. */
public record CancelledAllView(int cancelledCount, List<OrderView> orders) {

    static CancelledAllView of(Reply.CancelledAll cancelled) {
        return of(cancelled.orders().stream().map(OrderView::of).toList());
    }

    static CancelledAllView of(List<OrderView> orders) {
        return new CancelledAllView(orders.size(), orders);
    }
}
