package com.rescaleequity.platform.socket.delivery;

import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Json;
import com.rescaleequity.platform.socket.delivery.Frame.Handling;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue of one peer. Frames leave in the order they came; offering one never blocks.
 * Above half, frames of which only the latest counts replace their predecessor and deltas of a book
 * are merged; when it is full, a book stream is dropped until a fresh snapshot fits, and a frame
 * that must not be lost closes the peer. Who takes nothing any more is ended by {@link
 * #endIfStuck()}.
 */
public final class SendQueue implements QueuedBytes.Queue {

    private static final int BATCH_BYTES = 64 * 1024;

    /** Less than this waits: frames that were not made yet may be made. */
    private static final int ROOM_BYTES = 256 * 1024;

    /** Merging copies what is merged already; above this the next deltas begin anew. */
    private static final int MERGED_BYTES = 16 * 1024;

    /** A peer that takes nothing for this long is ended whatever waits for it. */
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(30);

    /**
     * The bounds of a queue.
     *
     * @param maxBytes of queued text
     * @param maxAgeNanos of the oldest frame that the network has not taken
     * @param all the bound over all queues
     */
    public record Bounds(long maxBytes, long maxAgeNanos, QueuedBytes all) {}

    private static final class Entry {
        private @Nullable Frame frame;
        private long bytes;
        private final long since;

        Entry(Frame frame, long bytes, long since) {
            this.frame = frame;
            this.bytes = bytes;
            this.since = since;
        }
    }

    private record Closing(CloseCode code, ErrorCode reason, long since) {}

    private final Wire wire;
    private final Json format;
    private final Bounds bounds;
    private final Consumer<Set<String>> emptied;
    private final LongSupplier nanos;
    private final Deque<Entry> queue = new ArrayDeque<>();
    private final Map<String, Entry> latest = new HashMap<>();
    private final Set<String> stale = new HashSet<>();
    private final AtomicBoolean awaited = new AtomicBoolean();
    private long queuedBytes;
    private long bytesOnTheWay;
    private boolean sending;
    private boolean keptOnTheWay;
    private long sendingSince;
    private volatile boolean closed;
    private volatile @Nullable Closing closing;

    /**
     * A queue in front of a wire.
     *
     * @param emptied told, once all has been sent, which streams were dropped; and told when {@link
     *     #awaitRoom()} asked for it
     */
    public SendQueue(
            Wire wire,
            Json format,
            Bounds bounds,
            Consumer<Set<String>> emptied,
            LongSupplier nanos) {
        this.wire = wire;
        this.format = format;
        this.bounds = bounds;
        this.emptied = emptied;
        this.nanos = nanos;
        bounds.all().join(this);
    }

    /** Queues a frame, or does with it what its handling allows when there is no room. */
    public void offer(Frame frame) {
        // Before the text is made: nobody pays for a peer that is gone.
        if (isEnding()) {
            return;
        }
        String text = frame.text(format);
        synchronized (this) {
            if (isEnding() || stale.contains(frame.stream())) {
                return;
            }
            boolean tooOld = isTooOld();
            boolean aboveHalf = queuedBytes > bounds.maxBytes() / 2;
            if (aboveHalf && !tooOld && replaceLatest(frame, text.length())) {
                return;
            }
            if ((tooOld || isTooMuch(text.length())) && !makeRoom(frame, text.length())) {
                return;
            }
            enqueue(frame, text.length());
        }
        bounds.all().shedIfOver();
    }

    /** Ends the connection after what is queued has been sent. */
    public synchronized void closeAfterSending(CloseCode code, ErrorCode reason) {
        if (!isEnding()) {
            closing = new Closing(code, reason, nanos.getAsLong());
            startSending();
        }
    }

    /** Ends the connection now; what is queued is lost. */
    public synchronized void closeNow(CloseCode code, ErrorCode reason) {
        if (!closed) {
            forget();
            wire.execute(() -> wire.close(code, reason));
        }
    }

    /**
     * Ends a peer that takes nothing any more: one for which a frame that must not be lost has
     * waited too long, one that does not take what precedes its goodbye, and one that takes nothing
     * of books and tickers for half a minute. Asked every second, because perhaps no further frame
     * is offered by which it would be noticed.
     */
    public synchronized void endIfStuck() {
        if (closed || !sending) {
            return;
        }
        long now = nanos.getAsLong();
        Closing goodbye = closing;
        if (goodbye != null) {
            if (now - goodbye.since() > bounds.maxAgeNanos()) {
                closeNow(goodbye.code(), goodbye.reason());
            }
        } else if (now - sendingSince > STUCK_NANOS || keptTooLong(now)) {
            closeNow(CloseCode.SLOW_CONSUMER, ErrorCode.RATE_LIMITED);
        }
    }

    /** The connection is gone. */
    public synchronized void forget() {
        closed = true;
        queue.clear();
        latest.clear();
        stale.clear();
        bounds.all().change(-(queuedBytes + bytesOnTheWay));
        bounds.all().leave(this);
        queuedBytes = 0;
        bytesOnTheWay = 0;
    }

    /** Takes frames of a dropped stream again; the next one offered is its snapshot. */
    public synchronized void readmit(String stream) {
        stale.remove(stream);
    }

    /** Whether nothing can be sent any more. */
    public boolean isClosed() {
        return closed;
    }

    /** Whether it takes no frame any more: it is closed, or will be after what is queued. */
    public boolean isEnding() {
        return closed || closing != null;
    }

    /** Whether little waits, so that more may be made for this peer. */
    public synchronized boolean hasRoom() {
        return queuedBytes + bytesOnTheWay < Math.min(ROOM_BYTES, bounds.maxBytes() / 2);
    }

    /** Tells the owner once everything has been sent. */
    public void awaitRoom() {
        awaited.set(true);
        synchronized (this) {
            startSending();
        }
    }

    /** Text waiting, for metrics and tests. */
    public synchronized long queuedBytes() {
        return queuedBytes;
    }

    @Override
    public synchronized long heldBytes() {
        return queuedBytes + bytesOnTheWay;
    }

    @Override
    public void shed() {
        closeNow(CloseCode.OVERLOAD, ErrorCode.SERVICE_UNAVAILABLE);
    }

    private boolean isTooMuch(int more) {
        return queuedBytes + more > bounds.maxBytes() && queuedBytes > 0;
    }

    private boolean isTooOld() {
        if (!sending) {
            return false;
        }
        long now = nanos.getAsLong();
        Entry oldest = queue.peek();
        return now - sendingSince > bounds.maxAgeNanos()
                || (oldest != null && now - oldest.since > bounds.maxAgeNanos());
    }

    /** Whether a frame that must not be lost is too old. */
    private boolean keptTooLong(long now) {
        if (keptOnTheWay && now - sendingSince > bounds.maxAgeNanos()) {
            return true;
        }
        for (Entry entry : queue) {
            if (now - entry.since <= bounds.maxAgeNanos()) {
                return false;
            }
            if (entry.frame != null && entry.frame.handling() == Handling.KEEP) {
                return true;
            }
        }
        return false;
    }

    /** Whether the frame may be queued after all. */
    private boolean makeRoom(Frame frame, int bytes) {
        return switch (frame.handling()) {
            case KEEP -> {
                closeNow(CloseCode.SLOW_CONSUMER, ErrorCode.RATE_LIMITED);
                yield false;
            }
            case LATEST -> !replaceLatest(frame, bytes);
            case RESNAPSHOT -> {
                drop(frame.stream());
                stale.add(frame.stream());
                yield false;
            }
        };
    }

    /** Whether the newest queued frame of the stream could take the new one in. */
    private boolean replaceLatest(Frame frame, long bytes) {
        Entry queued = latest.get(frame.stream());
        if (queued == null || queued.frame == null) {
            return false;
        }
        if (frame.handling() == Handling.LATEST) {
            resize(queued, frame, bytes);
            return true;
        }
        Frame merged =
                frame.handling() == Handling.RESNAPSHOT ? queued.frame.mergedWith(frame) : null;
        if (merged == null) {
            return false;
        }
        long size = merged.estimatedBytes();
        if (size > MERGED_BYTES || queuedBytes - queued.bytes + size > bounds.maxBytes()) {
            return false;
        }
        resize(queued, merged, size);
        return true;
    }

    private void resize(Entry entry, @Nullable Frame frame, long bytes) {
        queuedBytes += bytes - entry.bytes;
        bounds.all().change(bytes - entry.bytes);
        entry.frame = frame;
        entry.bytes = bytes;
    }

    private void drop(String stream) {
        for (Entry entry : queue) {
            if (entry.frame != null && entry.frame.stream().equals(stream)) {
                resize(entry, null, 0);
            }
        }
    }

    private void enqueue(Frame frame, int bytes) {
        Entry entry = new Entry(frame, bytes, nanos.getAsLong());
        queue.add(entry);
        queuedBytes += bytes;
        bounds.all().change(bytes);
        if (frame.handling() == Handling.KEEP) {
            // What comes after it must not stand in front of it.
            latest.remove(frame.stream());
        } else {
            latest.put(frame.stream(), entry);
        }
        startSending();
    }

    private void startSending() {
        if (!sending && !closed) {
            sending = true;
            sendingSince = nanos.getAsLong();
            wire.execute(this::sendBatch);
        }
    }

    private void sendBatch() {
        List<Frame> batch = takeBatch();
        int last = batch.size() - 1;
        for (int i = 0; i <= last; i++) {
            Runnable sent = i == last ? this::batchSent : () -> {};
            wire.send(batch.get(i).text(format), sent, this::forget);
        }
    }

    private void batchSent() {
        synchronized (this) {
            sendingSince = nanos.getAsLong();
            bounds.all().change(-bytesOnTheWay);
            bytesOnTheWay = 0;
        }
        wire.execute(this::sendBatch);
    }

    private synchronized List<Frame> takeBatch() {
        List<Frame> batch = new ArrayList<>();
        long bytes = 0;
        keptOnTheWay = false;
        while (!queue.isEmpty() && bytes < BATCH_BYTES) {
            Entry entry = queue.remove();
            if (entry.frame != null) {
                latest.remove(entry.frame.stream(), entry);
                batch.add(entry.frame);
                keptOnTheWay |= entry.frame.handling() == Handling.KEEP;
                bytes += entry.bytes;
            }
        }
        queuedBytes -= bytes;
        bytesOnTheWay += bytes;
        if (batch.isEmpty()) {
            sending = false;
            finish();
        }
        return batch;
    }

    private void finish() {
        if (closed) {
            return;
        }
        Closing goodbye = closing;
        boolean asked = awaited.getAndSet(false);
        if (goodbye != null) {
            forget();
            wire.close(goodbye.code(), goodbye.reason());
        } else if (asked || !stale.isEmpty()) {
            emptied.accept(Set.copyOf(stale));
        }
    }
}
