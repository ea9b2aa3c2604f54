package com.rescaleequity.local.replay.mirror;

import com.rescaleequity.local.replay.TapeTrade;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mirroring maker's and the taker's way to the exchange. Used by one thread. */
public interface BookOrders {

    /**
     * What may be sent all at once, in any order.
     *
     * @param cancels orders that must be gone afterwards
     * @param resizes orders that get another remaining quantity
     * @param creates orders to place
     */
    record Step(
            List<LiveOrder> cancels,
            List<BookPlan.Resize> resizes,
            List<BookPlan.NewOrder> creates) {

        boolean empty() {
            return cancels.isEmpty() && resizes.isEmpty() && creates.isEmpty();
        }
    }

    /**
     * An order that was to rest.
     *
     * @param order null if the exchange refused it
     * @param refusal the exchange's code, empty if it rests
     */
    record Placed(@Nullable LiveOrder order, String refusal) {}

    /**
     * What came of a step.
     *
     * @param resized for each resize, what rests now
     * @param placed for each new order
     */
    record Done(List<Placed> resized, List<Placed> placed) {}

    /** Returns when all of it is in force. */
    Done carryOut(Step step) throws IOException, InterruptedException;

    /** Takes the recorded trades one after the other; tells for each how much was filled. */
    List<Long> take(List<TapeTrade> trades) throws IOException, InterruptedException;

    /** Everything that the mirroring maker has on the book. */
    List<LiveOrder> open() throws IOException, InterruptedException;
}
