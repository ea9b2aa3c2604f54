package com.rescaleequity.stream.delivery;

import com.rescaleequity.platform.json.Json;
import com.rescaleequity.stream.delivery.Frame.Handling;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue of one peer. Frames leave in the order they came; offering one never blocks.
 * Above half, frames of which only the latest counts replace their predecessor; when it is full, a
 * book stream is dropped until a fresh snapshot fits, and a frame that must not be lost closes the
 * peer.
 */
public final class Outbox {

    private static final int BATCH_BYTES = 64 * 1024;

    /**
     * The bounds of a queue.
     *
     * @param maxBytes of queued text
     * @param maxAgeNanos of the oldest frame that the network has not taken
     */
    public record Bounds(long maxBytes, long maxAgeNanos) {}

    private static final class Entry {
        private @Nullable String text;
        private final String stream;
        private final Handling handling;
        private final long since;

        Entry(String text, String stream, Handling handling, long since) {
            this.text = text;
            this.stream = stream;
            this.handling = handling;
            this.since = since;
        }
    }

    private record Closing(CloseCode code, String reason) {}

    private final Wire wire;
    private final Json format;
    private final Bounds bounds;
    private final Consumer<Set<String>> resnapshot;
    private final LongSupplier nanos;
    private final Deque<Entry> queue = new ArrayDeque<>();
    private final Map<String, Entry> latest = new HashMap<>();
    private final Set<String> stale = new HashSet<>();
    private long queuedBytes;
    private boolean sending;
    private long sendingSince;
    private boolean closed;
    private @Nullable Closing closing;

    /**
     * A queue in front of a wire.
     *
     * @param resnapshot told which streams were dropped, once there is room for their snapshots
     */
    public Outbox(
            Wire wire,
            Json format,
            Bounds bounds,
            Consumer<Set<String>> resnapshot,
            LongSupplier nanos) {
        this.wire = wire;
        this.format = format;
        this.bounds = bounds;
        this.resnapshot = resnapshot;
        this.nanos = nanos;
    }

    /** Queues a frame, or does with it what its handling allows when there is no room. */
    public void offer(Frame frame) {
        String text = frame.text(format);
        synchronized (this) {
            if (closed || closing != null || stale.contains(frame.stream())) {
                return;
            }
            if (frame.handling() == Handling.LATEST
                    && queuedBytes > bounds.maxBytes() / 2
                    && replaceLatest(frame.stream(), text)) {
                return;
            }
            if (isFull(text.length()) && !makeRoom(frame)) {
                return;
            }
            enqueue(frame, text);
        }
    }

    /** Ends the connection after what is queued has been sent. */
    public synchronized void closeAfterSending(CloseCode code, String reason) {
        if (!closed && closing == null) {
            closing = new Closing(code, reason);
            startSending();
        }
    }

    /** Ends the connection now; what is queued is lost. */
    public synchronized void closeNow(CloseCode code, String reason) {
        if (!closed) {
            forget();
            wire.execute(() -> wire.close(code, reason));
        }
    }

    /** The connection is gone. */
    public synchronized void forget() {
        closed = true;
        queue.clear();
        latest.clear();
        stale.clear();
        queuedBytes = 0;
    }

    /** Takes frames of a dropped stream again; the next one offered is its snapshot. */
    public synchronized void readmit(String stream) {
        stale.remove(stream);
    }

    /** Text waiting, for metrics and tests. */
    public synchronized long queuedBytes() {
        return queuedBytes;
    }

    private boolean isFull(int more) {
        if (queuedBytes + more > bounds.maxBytes() && queuedBytes > 0) {
            return true;
        }
        if (!sending) {
            return false;
        }
        return nanos.getAsLong() - sendingSince > bounds.maxAgeNanos()
                || (!queue.isEmpty()
                        && nanos.getAsLong() - queue.peek().since > bounds.maxAgeNanos());
    }

    /** Whether the frame may be queued after all. */
    private boolean makeRoom(Frame frame) {
        return switch (frame.handling()) {
            case KEEP -> {
                closeNow(CloseCode.SLOW_CONSUMER, CloseCode.SLOW_CONSUMER.name());
                yield false;
            }
            case LATEST -> !replaceLatest(frame.stream(), frame.text(format));
            case RESNAPSHOT -> {
                drop(frame.stream());
                stale.add(frame.stream());
                yield false;
            }
        };
    }

    private boolean replaceLatest(String stream, String text) {
        Entry queued = latest.get(stream);
        if (queued == null || queued.text == null) {
            return false;
        }
        queuedBytes += text.length() - queued.text.length();
        queued.text = text;
        return true;
    }

    private void drop(String stream) {
        for (Entry entry : queue) {
            if (entry.stream.equals(stream) && entry.text != null) {
                queuedBytes -= entry.text.length();
                entry.text = null;
            }
        }
    }

    private void enqueue(Frame frame, String text) {
        Entry entry = new Entry(text, frame.stream(), frame.handling(), nanos.getAsLong());
        queue.add(entry);
        queuedBytes += text.length();
        if (frame.handling() == Handling.LATEST) {
            latest.put(frame.stream(), entry);
        }
        startSending();
    }

    private void startSending() {
        if (!sending) {
            sending = true;
            sendingSince = nanos.getAsLong();
            wire.execute(this::sendBatch);
        }
    }

    private void sendBatch() {
        List<String> batch = takeBatch();
        int last = batch.size() - 1;
        for (int i = 0; i <= last; i++) {
            Runnable sent = i == last ? this::batchSent : () -> {};
            wire.send(batch.get(i), sent, this::forget);
        }
    }

    private void batchSent() {
        synchronized (this) {
            sendingSince = nanos.getAsLong();
        }
        wire.execute(this::sendBatch);
    }

    private synchronized List<String> takeBatch() {
        List<String> batch = new ArrayList<>();
        long bytes = 0;
        while (!queue.isEmpty() && bytes < BATCH_BYTES) {
            Entry entry = queue.remove();
            if (entry.handling == Handling.LATEST) {
                latest.remove(entry.stream, entry);
            }
            if (entry.text != null) {
                batch.add(entry.text);
                bytes += entry.text.length();
            }
        }
        queuedBytes -= bytes;
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
        if (goodbye != null) {
            forget();
            wire.close(goodbye.code(), goodbye.reason());
        } else if (!stale.isEmpty()) {
            resnapshot.accept(Set.copyOf(stale));
        }
    }
}
