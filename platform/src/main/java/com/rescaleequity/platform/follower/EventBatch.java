package com.rescaleequity.platform.follower;

import com.google.protobuf.ByteString;
import com.rescaleequity.protocol.trading.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive events, each exactly once; of those, the ones that the follower wants.
 *
 * @param from the position before, which the follower's transaction must find unchanged
 * @param to the position after
 * @param events the wanted ones with sequence {@code from.sequence() + 1} and up; may be empty
 * @param encoded the same as bytes, which lie in those of whole frames: to be kept they are copied
 * @param sequences of the events, one each
 * @param time the core's time, epoch ms, after the last covered command
 */
public record EventBatch(
        Position from,
        Position to,
        List<Event> events,
        List<ByteString> encoded,
        List<Long> sequences,
        long time) {

    /** A batch of all events that lie between two positions. */
    public static EventBatch whole(Position from, Position to, List<Event> events, long time) {
        List<Long> sequences = new ArrayList<>(events.size());
        for (int i = 1; i <= events.size(); i++) {
            sequences.add(from.sequence() + i);
        }
        List<ByteString> encoded = events.stream().map(Event::toByteString).toList();
        return new EventBatch(from, to, events, encoded, sequences, time);
    }

    /** The sequence of the event at this index. */
    public long sequenceOf(int index) {
        return sequences.get(index);
    }
}
