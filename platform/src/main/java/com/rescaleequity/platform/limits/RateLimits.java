package com.rescaleequity.platform.limits;

import com.rescaleequity.platform.errors.ApiException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The buckets of this process. Off by setting, for tests and load measurements. */
@ApplicationScoped
public class RateLimits {

    private static final int MARKET_MAKER_FACTOR = 1000;
    private static final int MANY_BUCKETS = 100_000;
    private static final long SWEEP_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final int PREFIX_BYTES = 8;

    private record Meter(Bucket bucket, long limit) {

        /** A full bucket is as good as none: the next call makes the same one. */
        boolean isIdle() {
            return bucket.getAvailableTokens() >= limit;
        }
    }

    private final Map<String, Meter> meters = new ConcurrentHashMap<>();
    private final AtomicLong lastSweep = new AtomicLong(System.nanoTime());
    private final boolean enabled;

    public RateLimits(
            @ConfigProperty(name = "exchange.rate-limits.enabled", defaultValue = "true")
                    boolean enabled) {
        this.enabled = enabled;
    }

    /** Whether calls are limited at all. */
    public boolean isEnabled() {
        return enabled;
    }

    /**
     * What is left of one bucket.
     *
     * @param resetSeconds until the bucket is full again
     */
    public record Remainder(Policy policy, long limit, long remaining, long resetSeconds) {}

    /**
     * Takes tokens from a bucket.
     *
     * @param owner account or address; of an IPv6 address the first 64 bits count
     * @throws ApiException 429 when there are not enough
     */
    public Remainder take(Policy policy, String owner, String tier, long tokens) {
        long limit = limit(policy, tier);
        if (!enabled || tokens == 0) {
            return peek(policy, owner, tier);
        }
        ConsumptionProbe probe = bucket(policy, owner, limit).tryConsumeAndReturnRemaining(tokens);
        if (!probe.isConsumed()) {
            throw refusal(policy, limit, probe.getNanosToWaitForRefill());
        }
        return remainder(policy, limit, probe.getRemainingTokens());
    }

    /** Takes tokens that the call has already cost, without refusing it. */
    public void charge(Policy policy, String owner, String tier, long tokens) {
        if (enabled) {
            bucket(policy, owner, limit(policy, tier)).consumeIgnoringRateLimits(tokens);
        }
    }

    /** What is left, taking nothing. */
    public Remainder peek(Policy policy, String owner, String tier) {
        long limit = limit(policy, tier);
        return enabled
                ? remainder(policy, limit, bucket(policy, owner, limit).getAvailableTokens())
                : new Remainder(policy, limit, limit, 0);
    }

    /** How many buckets are kept. */
    int size() {
        return meters.size();
    }

    private static Remainder remainder(Policy policy, long limit, long remaining) {
        long left = Math.max(0, remaining);
        long seconds = policy.window().toSeconds();
        return new Remainder(policy, limit, left, Math.ceilDiv((limit - left) * seconds, limit));
    }

    private Bucket bucket(Policy policy, String owner, long limit) {
        if (meters.size() > MANY_BUCKETS) {
            sweep();
        }
        String meter = policy.text() + ' ' + (policy.byAddress() ? network(owner) : owner);
        return meters.computeIfAbsent(meter + ' ' + limit, key -> meter(policy, limit)).bucket();
    }

    private static Meter meter(Policy policy, long limit) {
        Bucket bucket =
                Bucket.builder()
                        .addLimit(l -> l.capacity(limit).refillGreedy(limit, policy.window()))
                        .build();
        return new Meter(bucket, limit);
    }

    private void sweep() {
        long now = System.nanoTime();
        long last = lastSweep.get();
        if (now - last > SWEEP_NANOS && lastSweep.compareAndSet(last, now)) {
            meters.values().removeIf(Meter::isIdle);
        }
    }

    /** An IPv6 customer has a whole /64, so all its addresses share a bucket. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == 2 * PREFIX_BYTES
                    ? HexFormat.of().formatHex(bytes, 0, PREFIX_BYTES) + "/64"
                    : InetAddress.getByAddress(bytes).getHostAddress();
        } catch (IllegalArgumentException | java.net.UnknownHostException e) {
            return address;
        }
    }

    private static long limit(Policy policy, String tier) {
        return tier.equals("market-maker") ? policy.limit() * MARKET_MAKER_FACTOR : policy.limit();
    }

    private static ApiException refusal(Policy policy, long limit, long nanos) {
        long millis = Math.max(1, Math.ceilDiv(nanos, NANOS_PER_MILLI));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("policy", policy.text());
        details.put("limit", limit);
        details.put("windowSeconds", policy.window().toSeconds());
        details.put("retryAfterMs", millis);
        return new ApiException(
                policy.code(),
                "Rate limit \"" + policy.text() + "\" reached; retry after " + millis + " ms.",
                details);
    }
}
