package com.rescaleequity.stream.subscription;

import com.rescaleequity.platform.socket.Peer;
import com.rescaleequity.platform.socket.delivery.Frame;
import com.rescaleequity.platform.socket.delivery.SendQueue;
import com.rescaleequity.platform.socket.frames.Pace;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * One listener's connection and what it listens to. Its set of streams and what it has asked for
 * belong to the hub's thread.
 */
public final class Session extends Peer {

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

    private final Set<StreamName> streams = new LinkedHashSet<>();
    private final Map<StreamName, Behind> behind = new LinkedHashMap<>();
    private final Map<StreamName, Long> recovered = new HashMap<>();
    private final StreamAdmission admission;
    private long refusedSince;
    private long refusedLast;
    private long subscribedAt;

    public Session(String id, SendQueue queue, StreamAdmission admission, long nowMillis) {
        super(id, queue, admission, Pace.USUAL, nowMillis);
        this.admission = admission;
        this.subscribedAt = nowMillis;
    }

    /** What it wanted when it came. */
    public StreamAdmission admission() {
        return admission;
    }

    /** When which stream was last given from its past, epoch ms. Hub only. */
    public Map<StreamName, Long> recovered() {
        return recovered;
    }

    /**
     * Notes a refused request; says for how long it has gone on without a pause, in ms. Hub only.
     */
    public long refused(long nowMillis, long pauseMillis) {
        if (nowMillis - refusedLast > pauseMillis) {
            refusedSince = nowMillis;
        }
        refusedLast = nowMillis;
        return nowMillis - refusedSince;
    }

    /** For how long it has heard nothing, in ms. Hub only. */
    public long idle(long nowMillis) {
        if (!streams.isEmpty()) {
            subscribedAt = nowMillis;
        }
        return nowMillis - subscribedAt;
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
