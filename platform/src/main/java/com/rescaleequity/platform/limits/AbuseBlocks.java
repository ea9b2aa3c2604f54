package com.rescaleequity.platform.limits;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps out networks that stay above ten times their limit for a minute: a minute at first, twice
 * as long each time it happens again, five minutes at most; it ends by itself. Only networks that
 * were refused something are kept, until their minute is over or, once they were kept out, for a
 * while after; and not more than a bounded number.
 */
final class AbuseBlocks {

    private static final long FACTOR = 10;
    private static final long WINDOW = Policy.IP.window().toMillis();
    private static final long SHORTEST = Duration.ofMinutes(1).toMillis();
    private static final long LONGEST = Duration.ofMinutes(5).toMillis();
    private static final long FORGET = Duration.ofMinutes(15).toMillis();
    private static final long SWEEP = Duration.ofSeconds(1).toMillis();
    private static final int MOST = 20_000;

    /**
     * How a network behaves.
     *
     * @param refused tokens refused since the window began
     * @param length of its last block, ms, 0 = none yet
     */
    private record Standing(long windowStart, long refused, long blockedUntil, long length) {}

    private final Map<String, Standing> standings = new ConcurrentHashMap<>();
    private final AtomicLong lastSweep = new AtomicLong();
    private final Clock clock;
    private final long speed;

    /**
     * Keeps out nobody at first.
     *
     * @param speed how many times as fast as published all its times pass
     */
    AbuseBlocks(Clock clock, long speed) {
        this.clock = clock;
        this.speed = speed;
    }

    /**
     * Refuses an address if one of its networks is blocked.
     *
     * @throws ApiException IP_BLOCKED
     */
    void pass(List<Network> networks) {
        networks.forEach(network -> pass(network.name()));
    }

    private void pass(String network) {
        Standing standing = standings.get(network);
        long now = clock.millis();
        if (standing != null && standing.blockedUntil() > now) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("blockedUntil", standing.blockedUntil());
            details.put("retryAfterMs", standing.blockedUntil() - now);
            throw new ApiException(
                    ErrorCode.IP_BLOCKED,
                    "This address stayed above ten times its rate limit; it is let in again by"
                            + " itself.",
                    details);
        }
    }

    /**
     * Notes that a network was refused tokens.
     *
     * @param limit of the network in a minute
     */
    void refused(String network, long limit, long tokens) {
        long now = clock.millis();
        if (standings.size() >= MOST) {
            sweep(now);
        }
        if (standings.size() < MOST || standings.containsKey(network)) {
            long most = (FACTOR - 1) * limit;
            standings.compute(network, (name, s) -> next(s, now, most, tokens));
        }
    }

    /** Forgets whose time is over, at most once a second: refusals come in floods. */
    private void sweep(long now) {
        long last = lastSweep.get();
        if (now - last >= SWEEP && lastSweep.compareAndSet(last, now)) {
            standings.values().removeIf(s -> isOver(s, now));
        }
    }

    private Standing next(@Nullable Standing before, long now, long most, long tokens) {
        Standing s = before == null || isOver(before, now) ? new Standing(now, 0, 0, 0) : before;
        boolean fresh = now - s.windowStart() >= WINDOW / speed;
        long refused = (fresh ? 0 : s.refused()) + tokens;
        long start = fresh ? now : s.windowStart();
        if (refused <= most) {
            return new Standing(start, refused, s.blockedUntil(), s.length());
        }
        long length =
                s.length() == 0 ? SHORTEST / speed : Math.min(LONGEST / speed, 2 * s.length());
        return new Standing(now + length, 0, now + length, length);
    }

    private boolean isOver(Standing standing, long now) {
        return standing.length() == 0
                ? now - standing.windowStart() >= WINDOW / speed
                : now - Math.max(standing.windowStart(), standing.blockedUntil()) > FORGET / speed;
    }
}
