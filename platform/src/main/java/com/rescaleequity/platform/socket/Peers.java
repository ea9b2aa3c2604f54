package com.rescaleequity.platform.socket;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.auth.Authenticator;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.socket.delivery.CloseCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of this process. Each stands on its key as it is now, not as it was when the
 * connection opened: a key that is revoked, expires, loses its scope or the client's address ends
 * what it opened.
 */
public final class Peers<P extends Peer> {

    /** Longer than a connection takes from the look at its key to being open. */
    private static final long RECENT_MILLIS = Duration.ofMinutes(1).toMillis();

    private record Change(ApiKey key, long at) {}

    private final Map<String, P> byId = new ConcurrentHashMap<>();
    private final Map<String, Change> recentChanges = new ConcurrentHashMap<>();
    private final Authenticator authenticator;
    private final Scope scope;
    private final Clock clock;

    /**
     * Nobody is here yet.
     *
     * @param scope what every key here must have
     */
    public Peers(Authenticator authenticator, Scope scope, Clock clock, MeterRegistry meters) {
        this.authenticator = authenticator;
        this.scope = scope;
        this.clock = clock;
        meters.gaugeMapSize("sockets.connections", Tags.empty(), byId);
    }

    /** What every key here must have. */
    Scope scope() {
        return scope;
    }

    /** A connection is open. */
    public void add(P peer) {
        byId.put(peer.id(), peer);
        authenticated(peer);
    }

    /** Looks at the key of a connection that was just authenticated: it may have changed since. */
    public void authenticated(P peer) {
        ApiKey key = peer.key();
        Change change = key == null ? null : recentChanges.get(key.keyId());
        if (change != null) {
            peer.identify(change.key());
        }
        checkKey(peer);
    }

    /** The connection of this id, if it is open. */
    public @Nullable P get(String connectionId) {
        return byId.get(connectionId);
    }

    /** A connection is closed; null when it was not here. */
    public @Nullable P remove(String connectionId) {
        return byId.remove(connectionId);
    }

    /** All who are here. */
    public Collection<P> all() {
        return byId.values();
    }

    /** Closes the connection if its key is no good any more. */
    void checkKey(P peer) {
        ApiKey key = peer.key();
        if (key != null) {
            try {
                authenticator.readmit(key, peer.clientIp());
                requireScope(key);
            } catch (ApiException e) {
                peer.queue().closeNow(CloseCode.KEY_UNUSABLE, e.code());
            }
        }
    }

    /** Forgets changes that every connection opened since has seen. Called now and then. */
    public void forgetOldChanges() {
        long old = clock.millis() - RECENT_MILLIS;
        recentChanges.values().removeIf(change -> change.at() < old);
    }

    /** A key is not what it was: told by the table of keys. */
    public void keyChanged(ApiKey key) {
        // Noted before it is looked for: whoever is added meanwhile finds the note.
        recentChanges.put(key.keyId(), new Change(key, clock.millis()));
        for (P peer : byId.values()) {
            ApiKey known = peer.key();
            if (known != null && known.keyId().equals(key.keyId())) {
                // The account of a key never changes; streams are kept by it.
                if (known.accountId() == key.accountId()) {
                    peer.identify(key);
                }
                checkKey(peer);
            }
        }
    }

    /** A suspended account keeps its connection: what it asks for is refused one by one. */
    private void requireScope(ApiKey key) {
        if (!key.scopes().contains(scope)) {
            Authenticator.requireScope(key, scope);
        }
    }
}
