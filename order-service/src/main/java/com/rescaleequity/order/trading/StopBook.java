package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.book.BookSide;
import com.rescaleequity.order.trading.book.RestingOrder;
import com.rescaleequity.order.trading.message.Side;
import java.util.function.Consumer;

/**
 * The stops of one market that wait for their trigger: sells from the highest trigger down, buys
 * from the lowest up, equal triggers in the order of their ids.
 */
final class StopBook {

    private final BookSide sells = BookSide.highestFirst();
    private final BookSide buys = BookSide.lowestFirst();

    BookSide side(Side side) {
        return side == Side.SELL ? sells : buys;
    }

    /** Moves the stops that trades between two prices trigger to the end of a queue. */
    void moveTriggered(long lowestTicks, long highestTicks, Consumer<RestingOrder> queue) {
        moveReached(sells, lowestTicks, queue);
        moveReached(buys, highestTicks, queue);
    }

    private static void moveReached(
            BookSide stops, long tradedTicks, Consumer<RestingOrder> queue) {
        while (stops.reaches(tradedTicks)) {
            RestingOrder stop = stops.first(stops.bestTicks());
            if (stop == null) {
                throw new IllegalStateException("a price without stops");
            }
            stops.remove(stop);
            queue.accept(stop);
        }
    }
}
