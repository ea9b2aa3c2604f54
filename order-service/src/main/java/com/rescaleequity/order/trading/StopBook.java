package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.book.BookSide;
import java.util.Collection;

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
    void moveTriggered(long lowestTicks, long highestTicks, Collection<WorkingOrder> queue) {
        moveReached(sells, lowestTicks, queue);
        moveReached(buys, highestTicks, queue);
    }

    private static void moveReached(
            BookSide stops, long tradedTicks, Collection<WorkingOrder> queue) {
        while (stops.reaches(tradedTicks)) {
            WorkingOrder stop = (WorkingOrder) stops.first(stops.bestTicks());
            stops.remove(stop);
            queue.add(stop);
        }
    }
}
