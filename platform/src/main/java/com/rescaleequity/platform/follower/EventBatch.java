package com.rescaleequity.platform.follower;

import com.rescaleequity.protocol.trading.Event;
import java.util.List;

/**
 * Consecutive events, each exactly once.
 *
 * @param from the position before, which the follower's transaction must find unchanged
 * @param to the position after
 * @param events those with sequence {@code from.sequence() + 1} and up; may be empty
 * @param time the core's time, epoch ms, after the last covered command
 */
public record EventBatch(Position from, Position to, List<Event> events, long time) {

    /** The sequence of the event at this index. */
    public long sequenceOf(int index) {
        return from.sequence() + 1 + index;
    }
}
