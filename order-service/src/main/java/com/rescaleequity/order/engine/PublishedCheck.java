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
    private final ConcurrentLinkedQueue<Standing> published = new ConcurrentLinkedQueue<>();
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
    void published(Standing end) {
        published.add(end);
    }

    /**
     * Compares all frames up to the last applied command, and says what was wrong with the first
     * that is not as this replica has it, if one is not.
     */
    @Nullable DivergenceException compare(long appliedOffset) {
        DivergenceException first = null;
        for (Standing end = published.peek();
                end != null && end.offset() <= appliedOffset;
                end = published.peek()) {
            published.poll();
            if (!differs(end)) {
                confirm(end.offset());
            } else if (first == null) {
                int slot = (int) end.offset() & MASK;
                Standing own = new Standing(end.offset(), sequences[slot], hashes[slot]);
                first = new DivergenceException(end, own);
            }
        }
        return first;
    }

    /**
     * Whether this replica remembers that it came to something else after the end's command. What
     * is long ago, or from before this replica started, differs in nothing.
     */
    boolean differs(Standing end) {
        int slot = (int) end.offset() & MASK;
        return remembers(end.offset())
                && (sequences[slot] != end.sequence() || hashes[slot] != end.eventHash());
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
    void require(Standing end, Standing own) {
        if (!end.equals(own)) {
            throw new DivergenceException(end, own);
        }
        confirm(end.offset());
    }

    private void confirm(long commandOffset) {
        confirmedTo = Math.max(confirmedTo, commandOffset);
    }

    /** This replica computes other events than the log holds; it must not answer anybody. */
    static final class DivergenceException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final long commandOffset;

        DivergenceException(Standing published, Standing own) {
            super(
                    "This replica diverges at command offset %d: it has sequence %d and hash %x, the event log %d and %x"
                            .formatted(
                                    published.offset(),
                                    own.sequence(),
                                    own.eventHash(),
                                    published.sequence(),
                                    published.eventHash()));
            commandOffset = published.offset();
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
