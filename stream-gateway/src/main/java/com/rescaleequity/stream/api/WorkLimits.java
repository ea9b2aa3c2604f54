package com.rescaleequity.stream.api;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.errors.LimitReached;
import com.rescaleequity.platform.limits.Policy;
import com.rescaleequity.platform.limits.RateLimits;
import com.rescaleequity.platform.socket.delivery.CloseCode;
import com.rescaleequity.stream.subscription.Session;
import com.rescaleequity.stream.subscription.StreamName;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Charges requests by the work that they make, in frames, to their account over all its
 * connections, or to the address where there is none; and lets each stream be given from its past
 * only now and then. Who goes on asking all the same is closed with 4029. Hub only, but for {@link
 * #beforeConnecting}.
 */
@Singleton
class WorkLimits {

    private static final long RECOVERY_MILLIS = 2_000;
    private static final long PATIENCE_MILLIS = 10_000;
    private static final long PAUSE_MILLIS = 2_000;

    private final RateLimits rates;
    private final Clock clock;

    WorkLimits(RateLimits rates, Clock clock) {
        this.rates = rates;
        this.clock = clock;
    }

    /**
     * Charges the streams that a client wants as it connects, before it is connected.
     *
     * @throws ApiException RATE_LIMITED
     */
    void beforeConnecting(@Nullable ApiKey key, String clientIp, int streams) {
        take(key, clientIp, streams);
    }

    /** Charges work that is done in any case. */
    void charge(Session session, long frames) {
        ApiKey key = session.key();
        if (key == null) {
            rates.chargeAddress(Policy.WS_FRAMES, session.clientIp(), frames);
        } else {
            rates.charge(Policy.WS_FRAMES, owner(key), key.tier(), frames);
        }
    }

    /**
     * Charges a request.
     *
     * @param past the streams that it wants from their past or as a fresh snapshot
     * @throws ApiException RATE_LIMITED
     */
    void take(Session session, long frames, Collection<StreamName> past) {
        if (!rates.isEnabled()) {
            return;
        }
        long now = clock.millis();
        try {
            for (StreamName name : past) {
                checkPause(
                        name, now - session.recovered().getOrDefault(name, now - RECOVERY_MILLIS));
            }
            take(session.key(), session.clientIp(), frames);
        } catch (ApiException e) {
            if (session.refused(now, PAUSE_MILLIS) >= PATIENCE_MILLIS) {
                session.queue()
                        .closeAfterSending(CloseCode.TOO_MANY_MESSAGES, ErrorCode.RATE_LIMITED);
            }
            throw e;
        }
        past.forEach(name -> session.recovered().put(name, now));
    }

    private void take(@Nullable ApiKey key, String clientIp, long frames) {
        long taken = Math.min(frames, rates.share(Policy.WS_FRAMES.limit()));
        if (key == null) {
            rates.takeOfAddress(Policy.WS_FRAMES, clientIp, taken);
        } else {
            rates.take(Policy.WS_FRAMES, owner(key), key.tier(), taken);
        }
    }

    private static void checkPause(StreamName name, long since) {
        if (since < RECOVERY_MILLIS) {
            throw new LimitReached(
                            "ws-recovery", 1, RECOVERY_MILLIS / 1000, RECOVERY_MILLIS - since)
                    .refusal(
                            ErrorCode.RATE_LIMITED,
                            "The past of " + name.text() + " was given just now; wait a moment.");
        }
    }

    private static String owner(ApiKey key) {
        return Long.toString(key.accountId());
    }
}
