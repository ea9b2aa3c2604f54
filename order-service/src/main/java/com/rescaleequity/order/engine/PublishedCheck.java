package com.rescaleequity.order.engine;

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

    PublishedCheck() {
        java.util.Arrays.fill(offsets, -1);
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
     * Compares all frames up to the last applied command.
     *
     * @throws DivergenceException when this replica computed something else
     */
    void compare(long appliedOffset) {
        for (EventTail.End end = published.peek();
                end != null && end.commandOffset() <= appliedOffset;
                end = published.peek()) {
            published.poll();
            compare(end);
        }
    }

    private void compare(EventTail.End end) {
        if (end.commandOffset() < 0) {
            return;
        }
        int slot = (int) end.commandOffset() & MASK;
        // A command of long ago, from before this replica started: there is nothing to compare.
        if (offsets[slot] == end.commandOffset()) {
            require(end, sequences[slot], hashes[slot]);
        }
    }

    /** Compares what a core has come to with the end of a frame at the same command. */
    static void require(EventTail.@Nullable End end, long sequence, long eventHash) {
        if (end != null && (end.sequence() != sequence || end.stateHash() != eventHash)) {
            throw new DivergenceException(end, sequence, eventHash);
        }
    }

    /** This replica computes other events than the log holds; it must not answer anybody. */
    static final class DivergenceException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        DivergenceException(EventTail.End published, long sequence, long eventHash) {
            super(
                    "This replica diverges at command offset %d: it has sequence %d and hash %x, the event log %d and %x"
                            .formatted(
                                    published.commandOffset(),
                                    sequence,
                                    eventHash,
                                    published.sequence(),
                                    published.stateHash()));
        }
    }
}
