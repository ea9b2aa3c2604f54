package com.rescaleequity.platform.limits;

import com.rescaleequity.platform.errors.ApiException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The buckets of this process. Off by setting, for tests and load measurements. */
@ApplicationScoped
public class RateLimits {

    private static final int MARKET_MAKER_FACTOR = 1000;
    private static final int MAX_BUCKETS = 200_000;

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
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
     * @param owner account or address
     * @throws ApiException 429 when there are not enough
     */
    public Remainder take(Policy policy, String owner, String tier, long tokens) {
        long limit = limit(policy, tier);
        if (!enabled) {
            return new Remainder(policy, limit, limit, 0);
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

    private static Remainder remainder(Policy policy, long limit, long remaining) {
        long left = Math.max(0, remaining);
        long seconds = policy.window().toSeconds();
        return new Remainder(policy, limit, left, Math.ceilDiv((limit - left) * seconds, limit));
    }

    private Bucket bucket(Policy policy, String owner, long limit) {
        if (buckets.size() > MAX_BUCKETS) {
            buckets.clear();
        }
        return buckets.computeIfAbsent(
                policy.text() + ' ' + owner + ' ' + limit,
                key ->
                        Bucket.builder()
                                .addLimit(
                                        l -> l.capacity(limit).refillGreedy(limit, policy.window()))
                                .build());
    }

    private static long limit(Policy policy, String tier) {
        return tier.equals("market-maker") ? policy.limit() * MARKET_MAKER_FACTOR : policy.limit();
    }

    private static ApiException refusal(Policy policy, long limit, long nanos) {
        long millis = Math.max(1, Duration.ofNanos(nanos).toMillis());
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
