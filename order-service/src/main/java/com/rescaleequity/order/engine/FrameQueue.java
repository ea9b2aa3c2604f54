package com.rescaleequity.order.engine;

import com.rescaleequity.protocol.trading.EventFrame;
import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The frames that this replica has made and not yet seen on the event log. Every replica keeps
 * them, so that any of them can go on publishing where another stopped.
 */
final class FrameQueue {

    /** About 100 MB. */
    private static final long MOST_EVENTS = 200_000;

    private final ConcurrentLinkedDeque<EventFrame> frames = new ConcurrentLinkedDeque<>();
    private final AtomicLong published = new AtomicLong(-1);
    private final AtomicLong events = new AtomicLong();
    private volatile @Nullable Thread publisher;

    /** Adds a frame, unless the event log has covered its commands already. */
    void add(EventFrame frame) {
        if (frame.getCommandOffset() > published.get()) {
            frames.add(frame);
            events.addAndGet(weight(frame));
            LockSupport.unpark(publisher);
        }
    }

    /** All frames, the oldest first; they stay. */
    Iterator<EventFrame> iterator() {
        return frames.iterator();
    }

    /**
     * Drops what the event log covers. Acknowledgements and the log itself both tell, at once: one
     * after the other, or the second would drop the frame behind the one that the first dropped.
     */
    synchronized void publishedTo(long commandOffset) {
        published.accumulateAndGet(commandOffset, Math::max);
        for (EventFrame f = frames.peekFirst();
                f != null && f.getCommandOffset() <= commandOffset;
                f = frames.peekFirst()) {
            frames.pollFirst();
            events.addAndGet(-weight(f));
        }
    }

    /** Whether more waits than publishing ever leaves behind: it stands still, or a replay runs. */
    boolean isLong() {
        return events.get() > MOST_EVENTS;
    }

    private static int weight(EventFrame frame) {
        return 1 + frame.getEventsCount();
    }

    /** The last command offset that is known to be covered on the event log. */
    long publishedTo() {
        return published.get();
    }

    /**
     * Waits a moment for a frame beyond the commands given; only the publishing thread calls it.
     * Nobody wakes it while it does something else.
     */
    void await(long commandOffset, long nanos) {
        publisher = Thread.currentThread();
        EventFrame last = frames.peekLast();
        if (last == null || last.getCommandOffset() <= commandOffset) {
            LockSupport.parkNanos(this, nanos);
        }
        publisher = null;
    }
}
