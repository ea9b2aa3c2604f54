package com.rescaleequity.stream.api;

import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries admissions from the handshake to the opened connection, in a request header that the
 * handshake always overwrites. One that is not claimed gives its place back.
 */
@Singleton
class Admissions {

    /** The request header with the id of the admission. */
    static final String HEADER = "X-Exchange-Admission";

    private static final long PATIENCE_MILLIS = 10_000;

    private final Map<String, Admission> waiting = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final ConnectionLimits limits;
    private final Vertx vertx;

    Admissions(ConnectionLimits limits, Vertx vertx) {
        this.limits = limits;
        this.vertx = vertx;
    }

    /** Keeps an admission until its connection is open; the id to find it by. */
    String keep(Admission admission) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        waiting.put(id, admission);
        vertx.setTimer(PATIENCE_MILLIS, timer -> expire(id));
        return id;
    }

    /** The admission, once. */
    Optional<Admission> claim(@org.jspecify.annotations.Nullable String id) {
        return id == null ? Optional.empty() : Optional.ofNullable(waiting.remove(id));
    }

    private void expire(String id) {
        Admission forgotten = waiting.remove(id);
        if (forgotten != null) {
            limits.release(forgotten.key(), forgotten.clientIp());
        }
    }
}
