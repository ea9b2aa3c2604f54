package com.rescaleequity.platform.follower;

import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.EventFrame;
import java.util.ArrayList;
import java.util.List;

/**
 * Folds frames into one batch: what was seen before is dropped, a gap is a fault of the log that
 * stops the follower.
 */
final class FrameFold {

    private final Position from;
    private final List<Event> events = new ArrayList<>();
    private long sequence;
    private long commandOffset;
    private long recordOffset;
    private long time;
    private boolean empty = true;
    private boolean whole = true;

    FrameFold(Position from, long time) {
        this.from = from;
        this.sequence = from.sequence();
        this.commandOffset = from.commandOffset();
        this.recordOffset = from.recordOffset();
        this.time = time;
    }

    /** Whether no frame was added. */
    boolean isEmpty() {
        return empty;
    }

    /** Whether the last command's events are all here. */
    boolean isWhole() {
        return whole;
    }

    /** How many events are new. */
    int size() {
        return events.size();
    }

    /** The last command that the frames cover. */
    long commandOffset() {
        return commandOffset;
    }

    void add(EventFrame frame, long offset) {
        empty = false;
        long expected = sequence + 1;
        if (frame.getFirstSequence() > expected) {
            throw new SequenceGapException(expected, frame.getFirstSequence(), offset);
        }
        long known = expected - frame.getFirstSequence();
        int count = frame.getEventsCount();
        if (known < count) {
            List<Event> fresh = frame.getEventsList().subList((int) known, count);
            events.addAll(fresh);
            sequence += fresh.size();
            whole = !frame.getPartial();
        } else if (!frame.getPartial()) {
            whole |= frame.getCommandOffset() >= commandOffset;
        }
        commandOffset = Math.max(commandOffset, frame.getCommandOffset());
        time = Math.max(time, frame.getTime());
        recordOffset = offset;
    }

    EventBatch batch() {
        return new EventBatch(
                from, new Position(sequence, commandOffset, recordOffset), events, time);
    }

    /** The event log misses events; following on would make the tables wrong. */
    static final class SequenceGapException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        SequenceGapException(long expected, long found, long offset) {
            super(
                    "Event log gap: expected sequence %d, found %d at offset %d"
                            .formatted(expected, found, offset));
        }
    }
}
