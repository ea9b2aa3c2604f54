package com.rescaleequity.stream.api;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.auth.Authenticator;
import com.rescaleequity.platform.auth.KeyTable;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.stream.delivery.CloseCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of this process. Each stands on its key as it is now, not as it was when the
 * connection opened: a key that is revoked, expires, loses the right to read or the client's
 * address ends what it opened.
 */
@Singleton
class Peers {

    /** Longer than a connection takes from the look at its key to being open. */
    private static final long RECENT_MILLIS = Duration.ofMinutes(1).toMillis();

    private record Change(ApiKey key, long at) {}

    private final Map<String, Peer> byId = new ConcurrentHashMap<>();
    private final Map<String, Change> recentChanges = new ConcurrentHashMap<>();
    private final Authenticator authenticator;
    private final Clock clock;

    Peers(Authenticator authenticator, Clock clock, MeterRegistry meters) {
        this.authenticator = authenticator;
        this.clock = clock;
        meters.gaugeMapSize("stream.connections", Tags.empty(), byId);
    }

    void start(@Observes StartupEvent event, KeyTable keys) {
        keys.onChange(this::keyChanged);
    }

    void add(Peer peer) {
        byId.put(peer.session().id(), peer);
        authenticated(peer);
    }

    /** Looks at the key of a connection that was just authenticated: it may have changed since. */
    void authenticated(Peer peer) {
        ApiKey key = peer.session().key();
        Change change = key == null ? null : recentChanges.get(key.keyId());
        if (change != null) {
            peer.session().identify(change.key());
        }
        checkKey(peer);
    }

    @Nullable Peer get(String connectionId) {
        return byId.get(connectionId);
    }

    @Nullable Peer remove(String connectionId) {
        return byId.remove(connectionId);
    }

    int count() {
        return byId.size();
    }

    Collection<Peer> all() {
        return byId.values();
    }

    /** Closes the connection if its key is no good any more. */
    void checkKey(Peer peer) {
        ApiKey key = peer.session().key();
        if (key != null) {
            try {
                authenticator.readmit(key, peer.admission().clientIp());
                Authenticator.requireScope(key, Scope.READ);
            } catch (ApiException e) {
                peer.session().queue().closeNow(CloseCode.KEY_UNUSABLE, e.code());
            }
        }
    }

    /** Forgets changes that every connection opened since has seen. Called now and then. */
    void forgetOldChanges() {
        long old = clock.millis() - RECENT_MILLIS;
        recentChanges.values().removeIf(change -> change.at() < old);
    }

    private void keyChanged(ApiKey key) {
        // Noted before it is looked for: whoever is added meanwhile finds the note.
        recentChanges.put(key.keyId(), new Change(key, clock.millis()));
        for (Peer peer : byId.values()) {
            ApiKey known = peer.session().key();
            if (known != null && known.keyId().equals(key.keyId())) {
                // The account of a key never changes; streams are kept by it.
                if (known.accountId() == key.accountId()) {
                    peer.session().identify(key);
                }
                checkKey(peer);
            }
        }
    }
}
