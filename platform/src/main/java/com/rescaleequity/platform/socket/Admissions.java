package com.rescaleequity.platform.socket;

import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Carries admissions from the handshake to the opened connection, in a request header that the
 * handshake always overwrites. One that is not claimed gives its place back.
 */
@Singleton
public class Admissions {

    /** The request header with the id of the admission. */
    public static final String HEADER = "X-Exchange-Admission";

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

    /** The admission that the service's handshake gave, once. */
    public <A extends Admission> Optional<A> claim(@Nullable String id, Class<A> type) {
        return id == null
                ? Optional.empty()
                : Optional.ofNullable(waiting.remove(id)).map(type::cast);
    }

    private void expire(String id) {
        Admission forgotten = waiting.remove(id);
        if (forgotten != null) {
            limits.release(forgotten.key(), forgotten.clientIp());
        }
    }
}
