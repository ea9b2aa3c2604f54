package com.rescaleequity.platform.socket;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.socket.delivery.Frame;
import com.rescaleequity.platform.socket.delivery.SendQueue;
import com.rescaleequity.platform.socket.frames.Inflow;
import com.rescaleequity.platform.socket.frames.Pace;
import org.jspecify.annotations.Nullable;

/**
 * One open connection: who it is, its queue, and what its client did so far. The account is set at
 * most once, at the handshake or by AUTH, while the key of it follows its changes. The counters
 * belong to the connection's own event loop unless they say otherwise.
 */
public abstract class Peer {

    private final String id;
    private final SendQueue queue;
    private final Admission admission;
    private final Pace pace;
    private final long openedAt;
    private int badMessages;
    private int failedLogins;
    private volatile Inflow inflow;
    private volatile @Nullable ApiKey key;
    private volatile long heardAt;
    private volatile boolean noticed;

    /**
     * Opens a connection.
     *
     * @param pace how fast a client with a key may send; a stranger has the usual pace
     */
    protected Peer(String id, SendQueue queue, Admission admission, Pace pace, long nowMillis) {
        this.id = id;
        this.queue = queue;
        this.admission = admission;
        this.pace = pace;
        this.key = admission.key();
        this.inflow = new Inflow(key == null ? Pace.USUAL : pace);
        this.openedAt = nowMillis;
        this.heardAt = nowMillis;
    }

    /** The connection's id. */
    public final String id() {
        return id;
    }

    /** The key that opened it, as it is now; null until it is authenticated. */
    public final @Nullable ApiKey key() {
        return key;
    }

    /** Whose it is. */
    public final long accountId() {
        ApiKey known = key;
        if (known == null) {
            throw new IllegalStateException("Nobody is authenticated here");
        }
        return known.accountId();
    }

    public final boolean isAuthenticated() {
        return key != null;
    }

    /** Authenticates it, or tells what its key is now. */
    public final void identify(ApiKey known) {
        key = known;
        if (isHeldBack()) {
            inflow = new Inflow(pace);
        }
    }

    public final SendQueue queue() {
        return queue;
    }

    /** Queues a frame for it. */
    public final void send(Frame frame) {
        queue.offer(frame);
    }

    /** The client's address. */
    public final String clientIp() {
        return admission.clientIp();
    }

    /** When it was opened, epoch ms. */
    public final long openedAt() {
        return openedAt;
    }

    /** When anything last came from the client, epoch ms; may be read anywhere. */
    public final long heardAt() {
        return heardAt;
    }

    /** Something has come from the client. */
    public final void heard(long nowMillis) {
        heardAt = nowMillis;
    }

    final Inflow inflow() {
        return inflow;
    }

    /** Whether it would be faster with a key. */
    final boolean isHeldBack() {
        return !inflow.pace().equals(pace);
    }

    final int countBadMessage() {
        return ++badMessages;
    }

    final int countFailedLogin() {
        return ++failedLogins;
    }

    /** Whether it is to be told now that it will be closed; asking marks it as told. */
    final boolean noticeOnce() {
        boolean first = !noticed;
        noticed = true;
        return first;
    }
}
