package com.rescaleequity.platform.follower;

import com.google.protobuf.ByteString;
import com.rescaleequity.protocol.trading.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * Folds frames into one batch: what was seen before is dropped, a gap is a fault of the log that
 * stops the follower.
 */
final class FrameFold {

    private final Position from;
    private final List<Event> events = new ArrayList<>();
    private final List<ByteString> encoded = new ArrayList<>();
    private final List<Long> sequences = new ArrayList<>();
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

    /** How many events are new, wanted or not. */
    long size() {
        return sequence - from.sequence();
    }

    /** The last command that the frames cover. */
    long commandOffset() {
        return commandOffset;
    }

    void add(WantedFrame frame, long offset) {
        empty = false;
        long expected = sequence + 1;
        if (frame.firstSequence() > expected) {
            throw new SequenceGapException(expected, frame.firstSequence(), offset);
        }
        long known = expected - frame.firstSequence();
        if (known < frame.count()) {
            for (WantedFrame.Placed wanted : frame.events()) {
                if (wanted.place() >= known) {
                    events.add(wanted.event());
                    encoded.add(wanted.encoded());
                    sequences.add(frame.firstSequence() + wanted.place());
                }
            }
            sequence += frame.count() - known;
            whole = !frame.isPartial();
        } else if (!frame.isPartial()) {
            whole |= frame.commandOffset() >= commandOffset;
        }
        commandOffset = Math.max(commandOffset, frame.commandOffset());
        time = Math.max(time, frame.time());
        recordOffset = offset;
    }

    EventBatch batch() {
        Position to = new Position(sequence, commandOffset, recordOffset);
        return new EventBatch(from, to, events, encoded, sequences, time);
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
