package com.rescaleequity.platform.socket.delivery;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The text that waits in all queues together, and its bound: whatever the limits of single
 * connections add up to, the heap holds it. When it is passed, the peers that are furthest behind
 * are ended first, until some room is free again.
 */
public final class QueuedBytes {

    private static final double FULL_AGAIN = 0.8;

    /** One of the queues. */
    interface Queue {

        /** Text that waits in it or that the network has not confirmed. */
        long heldBytes();

        /** Ends its peer, after which it holds nothing. */
        void shed();
    }

    private final long most;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong shed = new AtomicLong();
    private final Set<Queue> queues = ConcurrentHashMap.newKeySet();

    /**
     * A bound over all queues that are made with it.
     *
     * @param most bytes of text that may wait
     */
    public QueuedBytes(long most) {
        this.most = most;
    }

    /** What waits or is on its way at this moment. */
    public long bytes() {
        return bytes.get();
    }

    /** How many peers were ended for the others' sake. */
    public long peersShed() {
        return shed.get();
    }

    /** Whether a new connection would find hardly any room. */
    public boolean isNearlyFull() {
        return bytes.get() > most * FULL_AGAIN;
    }

    void join(Queue queue) {
        queues.add(queue);
    }

    void leave(Queue queue) {
        queues.remove(queue);
    }

    void change(long by) {
        bytes.addAndGet(by);
    }

    /** Ends peers while there is too much; the caller holds no queue's lock. */
    void shedIfOver() {
        if (bytes.get() > most) {
            shed();
        }
    }

    private synchronized void shed() {
        while (bytes.get() > most * FULL_AGAIN) {
            Queue worst =
                    queues.stream()
                            .max(Comparator.comparingLong(Queue::heldBytes))
                            .filter(queue -> queue.heldBytes() > 0)
                            .orElse(null);
            if (worst == null) {
                return;
            }
            shed.incrementAndGet();
            worst.shed();
        }
    }
}
