package com.rescaleequity.platform.limits;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.LimitReached;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The buckets of this process, which takes its share of every policy: all replicas together never
 * give more than the contract says. Buckets that are full again are forgotten; should there be too
 * many all the same, newcomers share one. Off by setting, for tests and load measurements.
 */
@ApplicationScoped
public class RateLimits {

    private static final int MARKET_MAKER_FACTOR = 1000;
    private static final int MANY_BUCKETS = 20_000;
    private static final long SWEEP_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final int MOST_BUCKETS = 200_000;

    private record Meter(Bucket bucket, long limit) {

        /** A full bucket is as good as none: the next call makes the same one. */
        boolean isIdle() {
            return bucket.getAvailableTokens() >= limit;
        }
    }

    private final Map<String, Meter> meters = new ConcurrentHashMap<>();
    private final AtomicLong lastSweep = new AtomicLong(System.nanoTime());
    private final AbuseBlocks blocks;
    private final boolean enabled;
    private final long replicas;
    private final long speed;

    /**
     * Makes the buckets of one replica.
     *
     * @param replicas how many processes share what the contract allows
     * @param speed how many times as fast as published the buckets fill again; other than 1 in the
     *     sandbox only
     */
    public RateLimits(
            Clock clock,
            @ConfigProperty(name = "exchange.rate-limits.enabled", defaultValue = "true")
                    boolean enabled,
            @ConfigProperty(name = "exchange.rate-limits.replicas", defaultValue = "1")
                    int replicas,
            @ConfigProperty(name = "exchange.rate-limits.speed", defaultValue = "1") int speed) {
        if (replicas < 1 || speed < 1) {
            throw new IllegalArgumentException(
                    "exchange.rate-limits.replicas and .speed must be at least 1");
        }
        this.blocks = new AbuseBlocks(clock, speed);
        this.enabled = enabled;
        this.replicas = replicas;
        this.speed = speed;
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
     * @param owner the account, or the address where the policy counts by address
     * @throws ApiException 429 when there are not enough; for the policy of addresses IP_BLOCKED
     *     when one is kept out
     */
    public Remainder take(Policy policy, String owner, String tier, long tokens) {
        if (policy.byAddress()) {
            return takeOfAddress(policy, owner, tokens);
        }
        return enabled && tokens != 0
                ? takeOf(policy, owner, limit(policy, tier), tokens)
                : peek(policy, owner, tier);
    }

    /**
     * Takes tokens from the buckets of an address, whatever else the policy counts by.
     *
     * @param address an IPv6 address counts for its /64, its /56 and its /48
     * @throws ApiException 429 when there are not enough; for the policy of addresses IP_BLOCKED
     *     when it is kept out
     */
    public Remainder takeOfAddress(Policy policy, String address, long tokens) {
        List<Network> networks = Network.of(address);
        return enabled && tokens != 0
                ? takeOfNetworks(policy, networks, tokens)
                : peek(policy, networks);
    }

    /** Takes tokens that the call has already cost its account, without refusing it. */
    public void charge(Policy policy, String owner, String tier, long tokens) {
        if (enabled) {
            bucket(policy, owner, limit(policy, tier)).consumeIgnoringRateLimits(tokens);
        }
    }

    /** Takes tokens that the call has already cost its address, without refusing it. */
    public void chargeAddress(Policy policy, String address, long tokens) {
        if (enabled) {
            long limit = share(policy.limit());
            for (Network network : Network.of(address)) {
                bucket(policy, network.name(), network.room() * limit)
                        .consumeIgnoringRateLimits(tokens);
            }
        }
    }

    /** What is left, taking nothing. */
    public Remainder peek(Policy policy, String owner, String tier) {
        if (policy.byAddress()) {
            return peek(policy, Network.of(owner));
        }
        long limit = limit(policy, tier);
        return remainder(policy, limit, enabled ? available(policy, owner, limit) : limit);
    }

    private Remainder peek(Policy policy, List<Network> networks) {
        long limit = share(policy.limit());
        long left = limit;
        if (enabled) {
            for (Network network : networks) {
                left = Math.min(left, available(policy, network.name(), network.room() * limit));
            }
        }
        return remainder(policy, limit, left);
    }

    /**
     * Lets an address on that may ask for keys that are not known here.
     *
     * @throws ApiException IP_BLOCKED, or 429 when it has used its tokens up
     */
    public void requireRoom(String address) {
        if (enabled && peek(Policy.IP, address, "").remaining() == 0) {
            take(Policy.IP, address, "", 1);
        } else {
            requireNotBlocked(address);
        }
    }

    /**
     * Refuses an address that is kept out.
     *
     * @throws ApiException IP_BLOCKED
     */
    public void requireNotBlocked(String address) {
        if (enabled) {
            blocks.pass(Network.of(address));
        }
    }

    /** This replica's share of something that the contract bounds, at least 1. */
    public long share(long whole) {
        return Math.max(1, whole / replicas);
    }

    /** How many buckets are kept. */
    int size() {
        return meters.size();
    }

    private Remainder remainder(Policy policy, long limit, long remaining) {
        long left = Math.max(0, remaining);
        long seconds = policy.window().toSeconds();
        return new Remainder(
                policy, limit, left, Math.ceilDiv((limit - left) * seconds, limit * speed));
    }

    private Remainder takeOfNetworks(Policy policy, List<Network> networks, long tokens) {
        if (policy == Policy.IP) {
            blocks.pass(networks);
        }
        long limit = share(policy.limit());
        long left = limit;
        List<Bucket> taken = new ArrayList<>();
        for (Network network : networks) {
            long room = network.room() * limit;
            Bucket bucket = bucket(policy, network.name(), room);
            ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(tokens);
            if (!probe.isConsumed()) {
                taken.forEach(b -> b.addTokens(tokens));
                if (policy == Policy.IP) {
                    blocks.refused(network.name(), room, tokens);
                }
                throw refusal(policy, limit, probe.getNanosToWaitForRefill());
            }
            taken.add(bucket);
            left = Math.min(left, probe.getRemainingTokens());
        }
        return remainder(policy, limit, left);
    }

    private Remainder takeOf(Policy policy, String owner, long limit, long tokens) {
        ConsumptionProbe probe = bucket(policy, owner, limit).tryConsumeAndReturnRemaining(tokens);
        if (!probe.isConsumed()) {
            throw refusal(policy, limit, probe.getNanosToWaitForRefill());
        }
        return remainder(policy, limit, probe.getRemainingTokens());
    }

    private long available(Policy policy, String owner, long limit) {
        Meter meter = meters.get(name(policy, owner, limit));
        return meter == null ? limit : meter.bucket().getAvailableTokens();
    }

    private Bucket bucket(Policy policy, String owner, long limit) {
        String name = name(policy, owner, limit);
        Meter known = meters.get(name);
        if (known != null) {
            return known.bucket();
        }
        if (meters.size() > MANY_BUCKETS) {
            sweep();
        }
        String wanted = meters.size() < MOST_BUCKETS ? name : name(policy, "newcomers", limit);
        return meters.computeIfAbsent(wanted, key -> meter(policy, limit)).bucket();
    }

    private static String name(Policy policy, String owner, long limit) {
        return policy.text() + ' ' + owner + ' ' + limit;
    }

    private Meter meter(Policy policy, long limit) {
        Duration window = policy.window().dividedBy(speed);
        Bucket bucket =
                Bucket.builder()
                        .addLimit(l -> l.capacity(limit).refillGreedy(limit, window))
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

    /** What an account of this tier gets of a policy from all replicas together. */
    public long ofAllReplicas(Policy policy, String tier) {
        return tier.equals("market-maker") ? policy.limit() * MARKET_MAKER_FACTOR : policy.limit();
    }

    private long limit(Policy policy, String tier) {
        return share(ofAllReplicas(policy, tier));
    }

    private static ApiException refusal(Policy policy, long limit, long nanos) {
        long millis = Math.max(1, Math.ceilDiv(nanos, NANOS_PER_MILLI));
        return new LimitReached(policy.text(), limit, policy.window().toSeconds(), millis)
                .refusal(
                        policy.code(),
                        "Rate limit \""
                                + policy.text()
                                + "\" reached; retry after "
                                + millis
                                + " ms.");
    }
}
