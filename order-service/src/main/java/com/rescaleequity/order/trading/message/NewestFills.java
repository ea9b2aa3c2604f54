package com.rescaleequity.order.trading.message;

import java.util.List;

/**
 * An order's last fills, oldest first: the newest {@value #MOST} at most, of however many it has.
 * The answer to a request that was taken before has none of them, and says only up to which trade
 * they came; the order history has them.
 *
 * @param lastTradeId of the order's last fill; 0 without one
 */
public record NewestFills(List<Fill> fills, long lastTradeId) {

    /** How many fills of one order the core keeps, and any answer holds. */
    public static final int MOST = 100;

    public NewestFills {
        fills = List.copyOf(fills);
    }
}
