package com.rescaleequity.stream.subscription;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.stream.delivery.Frame;
import com.rescaleequity.stream.delivery.Outbox;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One open connection: who it is, what it listens to and its queue. The set of streams belongs to
 * the hub's thread; the key is set at most once, at the handshake or by AUTH.
 */
public final class Session {

    private final String id;
    private final Outbox outbox;
    private final Set<StreamName> streams = new LinkedHashSet<>();
    private volatile @Nullable ApiKey key;

    public Session(String id, Outbox outbox, @Nullable ApiKey key) {
        this.id = id;
        this.outbox = outbox;
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

    /** Authenticates it. */
    public void identify(ApiKey known) {
        key = known;
    }

    public Outbox outbox() {
        return outbox;
    }

    /** Queues a frame for it. */
    public void send(Frame frame) {
        outbox.offer(frame);
    }

    /** What it listens to, in the order of subscribing. Hub only. */
    public Set<StreamName> streams() {
        return streams;
    }
}
