package com.rescaleequity.stream.subscription;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.stream.delivery.Frame;
import com.rescaleequity.stream.delivery.SendQueue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One open connection: who it is, what it listens to and its queue. The set of streams belongs to
 * the hub's thread; the account is set at most once, at the handshake or by AUTH, while the key of
 * it follows its changes.
 */
public final class Session {

    /** What has to be made before a stream's live frames go on. */
    sealed interface Behind {

        /**
         * Its present state.
         *
         * @param gap whether it must say that events before it are lost
         */
        record State(boolean gap) implements Behind {}

        /**
         * The events after a sequence.
         *
         * @param last the sequence
         */
        record Past(long last) implements Behind {}
    }

    private final String id;
    private final SendQueue queue;
    private final Set<StreamName> streams = new LinkedHashSet<>();
    private final Map<StreamName, Behind> behind = new LinkedHashMap<>();
    private volatile @Nullable ApiKey key;

    public Session(String id, SendQueue queue, @Nullable ApiKey key) {
        this.id = id;
        this.queue = queue;
        this.key = key;
    }

    public String id() {
        return id;
    }

    /** The key that opened it; null until it is authenticated. */
    public @Nullable ApiKey key() {
        return key;
    }

    /** Whose private streams it may hear. */
    public long accountId() {
        ApiKey known = key;
        if (known == null) {
            throw new IllegalStateException("Nobody is authenticated here");
        }
        return known.accountId();
    }

    /** Authenticates it, or tells what its key is now. */
    public void identify(ApiKey known) {
        key = known;
    }

    public SendQueue queue() {
        return queue;
    }

    /** Queues a frame for it. */
    public void send(Frame frame) {
        queue.offer(frame);
    }

    /** Queues a live frame of a stream, unless what is still to be made will hold it. Hub only. */
    void sendLive(StreamName name, Frame frame) {
        if (!behind.containsKey(name)) {
            send(frame);
        }
    }

    /** Puts something before the stream's live frames. Hub only. */
    void behind(StreamName name, Behind what) {
        behind.put(name, what);
    }

    /** The stream's live frames go on. Hub only. */
    void caughtUp(StreamName name) {
        behind.remove(name);
    }

    /** Whether anything is to be made for it. Hub only. */
    boolean isBehind() {
        return !behind.isEmpty();
    }

    /** What is to be made first. Hub only. */
    Map.Entry<StreamName, Behind> firstBehind() {
        return behind.entrySet().iterator().next();
    }

    /** What it listens to, in the order of subscribing. Hub only. */
    public Set<StreamName> streams() {
        return streams;
    }
}
