package com.rescaleequity.order.engine;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Compares what this replica computed with what the event log says, for the last command of every
 * frame. The core's thread notes its results and compares; the event log's thread brings the ends
 * of frames.
 */
final class PublishedCheck {

    private static final int REMEMBERED = 1 << 16;
    private static final int MASK = REMEMBERED - 1;

    private final long[] offsets = new long[REMEMBERED];
    private final long[] sequences = new long[REMEMBERED];
    private final long[] hashes = new long[REMEMBERED];
    private final ConcurrentLinkedQueue<EventTail.End> published = new ConcurrentLinkedQueue<>();
    private long confirmedTo = -1;

    PublishedCheck() {
        Arrays.fill(offsets, -1);
    }

    /** Notes what the core had come to after a command. */
    void applied(long commandOffset, long sequence, long eventHash) {
        int slot = (int) commandOffset & MASK;
        offsets[slot] = commandOffset;
        sequences[slot] = sequence;
        hashes[slot] = eventHash;
    }

    /** Notes the end of a frame on the event log; any thread may call it. */
    void published(EventTail.End end) {
        published.add(end);
    }

    /**
     * Compares all frames up to the last applied command, and says what was wrong with the first
     * that is not as this replica has it, if one is not.
     */
    @Nullable DivergenceException compare(long appliedOffset) {
        DivergenceException first = null;
        for (EventTail.End end = published.peek();
                end != null && end.commandOffset() <= appliedOffset;
                end = published.peek()) {
            published.poll();
            if (!differs(end)) {
                confirm(end.commandOffset());
            } else if (first == null) {
                int slot = (int) end.commandOffset() & MASK;
                first = new DivergenceException(end, sequences[slot], hashes[slot]);
            }
        }
        return first;
    }

    /**
     * Whether this replica remembers that it came to something else after the end's command. What
     * is long ago, or from before this replica started, differs in nothing.
     */
    boolean differs(EventTail.End end) {
        int slot = (int) end.commandOffset() & MASK;
        return remembers(end.commandOffset())
                && (sequences[slot] != end.sequence() || hashes[slot] != end.stateHash());
    }

    /** Whether this replica remembers what it came to after this command. */
    boolean remembers(long commandOffset) {
        return commandOffset >= 0 && offsets[(int) commandOffset & MASK] == commandOffset;
    }

    /** The last command up to which the event log is as this replica has it. */
    long confirmedTo() {
        return confirmedTo;
    }

    /**
     * Compares what a core has come to with the end of a frame at the same command.
     *
     * @throws DivergenceException when it is something else
     */
    void require(EventTail.End end, long sequence, long eventHash) {
        if (end.sequence() != sequence || end.stateHash() != eventHash) {
            throw new DivergenceException(end, sequence, eventHash);
        }
        confirm(end.commandOffset());
    }

    private void confirm(long commandOffset) {
        confirmedTo = Math.max(confirmedTo, commandOffset);
    }

    /** This replica computes other events than the log holds; it must not answer anybody. */
    static final class DivergenceException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final long commandOffset;

        DivergenceException(EventTail.End published, long sequence, long eventHash) {
            super(
                    "This replica diverges at command offset %d: it has sequence %d and hash %x, the event log %d and %x"
                            .formatted(
                                    published.commandOffset(),
                                    sequence,
                                    eventHash,
                                    published.sequence(),
                                    published.stateHash()));
            commandOffset = published.commandOffset();
        }

        DivergenceException(long commandOffset, String others) {
            super(
                    "This replica diverges at or before command offset %d: %s"
                            .formatted(commandOffset, others));
            this.commandOffset = commandOffset;
        }

        /** The first command after which a difference was seen. */
        long commandOffset() {
            return commandOffset;
        }
    }
}
