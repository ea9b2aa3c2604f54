package com.rescaleequity.local.replay.book;

import com.rescaleequity.local.replay.TapeTrade;
import java.util.List;

/** What a recorded feed says; messages that a replay does not use are not among them. */
sealed interface FeedMessage {

    /**
     * A level and what waits there.
     *
     * @param price in units
     * @param quantity in units, 0 for nothing
     */
    record Level(long price, long quantity) {}

    /** Somebody traded. */
    record Traded(TapeTrade trade) implements FeedMessage {}

    /**
     * The best levels of the whole book.
     *
     * @param lastUpdateId the last change that is in it
     * @param timeMillis when it came
     */
    record Snapshot(long lastUpdateId, long timeMillis, List<Level> bids, List<Level> asks)
            implements FeedMessage {}

    /**
     * Levels that changed, with what waits there now.
     *
     * @param firstUpdateId the first change that is in it
     * @param lastUpdateId the last one
     * @param timeMillis when it was sent
     */
    record Change(
            long firstUpdateId,
            long lastUpdateId,
            long timeMillis,
            List<Level> bids,
            List<Level> asks)
            implements FeedMessage {}
}
