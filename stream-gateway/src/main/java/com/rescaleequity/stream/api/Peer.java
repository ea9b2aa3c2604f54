package com.rescaleequity.stream.api;

import com.rescaleequity.stream.subscription.Session;
import com.rescaleequity.stream.subscription.StreamName;
import com.rescaleequity.stream.websocket.Inflow;
import java.util.HashMap;
import java.util.Map;

/**
 * One open connection with what its client did so far. The counters belong to the connection's own
 * event loop unless they say otherwise; when it was last heard may be read anywhere.
 */
final class Peer {

    private final Session session;
    private final Admission admission;
    private final long openedAt;
    private final Inflow inflow = new Inflow();
    private final Map<StreamName, Long> recovered = new HashMap<>();
    private int badMessages;
    private long refusedSince;
    private long refusedLast;
    private int failedLogins;
    private volatile long heardAt;
    private volatile long subscribedAt;
    private volatile boolean noticed;

    Peer(Session session, Admission admission, long nowMillis) {
        this.session = session;
        this.admission = admission;
        this.openedAt = nowMillis;
        this.heardAt = nowMillis;
        this.subscribedAt = nowMillis;
    }

    Session session() {
        return session;
    }

    Admission admission() {
        return admission;
    }

    boolean isAuthenticated() {
        return session.key() != null;
    }

    /** When which stream was last given from its past, epoch ms. Hub only. */
    Map<StreamName, Long> recovered() {
        return recovered;
    }

    /**
     * Notes a refused request; says for how long it has gone on without a pause, in ms. Hub only.
     */
    long refused(long nowMillis, long pauseMillis) {
        if (nowMillis - refusedLast > pauseMillis) {
            refusedSince = nowMillis;
        }
        refusedLast = nowMillis;
        return nowMillis - refusedSince;
    }

    Inflow inflow() {
        return inflow;
    }

    int countBadMessage() {
        return ++badMessages;
    }

    int countFailedLogin() {
        return ++failedLogins;
    }

    long openedAt() {
        return openedAt;
    }

    /** When anything last came from the client. */
    long heardAt() {
        return heardAt;
    }

    void heard(long nowMillis) {
        heardAt = nowMillis;
    }

    /** When it last had a subscription. */
    long subscribedAt() {
        return subscribedAt;
    }

    void subscribed(long nowMillis) {
        subscribedAt = nowMillis;
    }

    /** Whether it was told that it will be closed; asking marks it as told. */
    boolean noticeOnce() {
        boolean first = !noticed;
        noticed = true;
        return first;
    }
}
