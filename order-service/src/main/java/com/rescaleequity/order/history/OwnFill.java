package com.rescaleequity.order.history;

import com.rescaleequity.platform.page.PageCursor;
import com.rescaleequity.platform.view.OrderView.FillView;
import com.rescaleequity.protocol.trading.Order;

/**
 * A fill and the order that it belongs to, as that is now.
 *
 * @param sequence of the fill's event: fills of all markets are in its order
 */
public record OwnFill(long sequence, Order order, FillView fill) {

    /** Its place in lists. */
    public PageCursor.Key key() {
        return new PageCursor.Key(sequence, fill.tradeId());
    }
}
