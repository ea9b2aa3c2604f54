package com.rescaleequity.stream.api;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.auth.KeyTable;
import com.rescaleequity.stream.delivery.CloseCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The open connections of this process. A key that stops being good ends those it opened. */
@Singleton
class Peers {

    private final Map<String, Peer> byId = new ConcurrentHashMap<>();
    private final Set<String> badKeys = ConcurrentHashMap.newKeySet();
    private final Clock clock;

    Peers(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        meters.gaugeMapSize("stream.connections", io.micrometer.core.instrument.Tags.empty(), byId);
    }

    void start(@Observes StartupEvent event, KeyTable keys) {
        keys.onChange(this::keyChanged);
    }

    void add(Peer peer) {
        byId.put(peer.session().id(), peer);
        checkKey(peer);
    }

    @Nullable Peer get(String connectionId) {
        return byId.get(connectionId);
    }

    @Nullable Peer remove(String connectionId) {
        return byId.remove(connectionId);
    }

    Collection<Peer> all() {
        return byId.values();
    }

    /** Closes the connection if its key is no good any more. */
    void checkKey(Peer peer) {
        ApiKey key = peer.session().key();
        if (key != null) {
            boolean expired = key.expiresAt() != 0 && key.expiresAt() <= clock.millis();
            if (expired || badKeys.contains(key.keyId())) {
                peer.session()
                        .outbox()
                        .closeNow(
                                CloseCode.KEY_REVOKED,
                                expired ? "API_KEY_EXPIRED" : "INVALID_API_KEY");
            }
        }
    }

    private void keyChanged(ApiKey key) {
        if (!key.revoked() && !key.accountSuspended()) {
            badKeys.remove(key.keyId());
        } else if (badKeys.add(key.keyId())) {
            byId.values().forEach(this::checkKey);
        }
    }
}
