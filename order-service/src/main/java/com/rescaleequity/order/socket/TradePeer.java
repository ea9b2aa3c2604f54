package com.rescaleequity.order.socket;

import com.rescaleequity.platform.http.Edge;
import com.rescaleequity.platform.socket.Peer;
import com.rescaleequity.platform.socket.delivery.SendQueue;
import com.rescaleequity.platform.socket.frames.Pace;
import java.util.concurrent.atomic.AtomicInteger;

/** One trader's connection, with the requests that wait for an answer. */
public final class TradePeer extends Peer {

    /**
     * Far above what the buckets of orders, cancels and other calls let through: they say how fast
     * a client may trade, this only how fast it may be refused.
     */
    static final Pace PACE = new Pace(100, 400, 2_000);

    /** Most requests of one connection that wait for an answer. */
    static final int MOST_IN_FLIGHT = 200;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final TradeAdmission admission;
    private final Edge.Connected connected;
    private volatile long lease;

    TradePeer(String id, SendQueue queue, TradeAdmission admission, long nowMillis) {
        super(id, queue, admission, PACE, nowMillis);
        this.admission = admission;
        this.connected = new Edge.Connected(admission.clientIp(), admission.format());
    }

    /** What all its requests have in common. */
    Edge.Connected connected() {
        return connected;
    }

    /** Whether it wanted, as it came, that its orders end with it. */
    boolean wantsCancelOnDisconnect() {
        return admission.cancelOnDisconnect();
    }

    /** Makes its orders end with it, from now on. */
    void tie(long newLease) {
        lease = newLease;
    }

    /** Its number at the engine; 0 while its orders do not end with it. */
    long lease() {
        return lease;
    }

    /** Takes a place for a request; false when there is none left. */
    boolean begin() {
        if (inFlight.incrementAndGet() > MOST_IN_FLIGHT) {
            inFlight.decrementAndGet();
            return false;
        }
        return true;
    }

    /** A request is answered. */
    void end() {
        inFlight.decrementAndGet();
    }
}
