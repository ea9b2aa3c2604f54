package com.rescaleequity.platform.socket;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.errors.LimitReached;
import com.rescaleequity.platform.limits.Network;
import com.rescaleequity.platform.limits.RateLimits;
import com.rescaleequity.platform.socket.delivery.QueuedBytes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** How often an address may connect and how many connections it and an account may have here. */
@Singleton
public class ConnectionLimits {

    private static final int PER_ACCOUNT = 20;
    private static final int PER_ADDRESS = 50;
    private static final long RETRY_MILLIS = 10_000;

    private final Map<Long, Integer> byAccount = new ConcurrentHashMap<>();
    private final Map<String, Integer> byNetwork = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();
    private final RateLimits rates;
    private final QueuedBytes waiting;
    private final int most;
    private volatile boolean doorsClosed;

    ConnectionLimits(RateLimits rates, QueuedBytes waiting, SocketSettings settings) {
        this.rates = rates;
        this.waiting = waiting;
        this.most = settings.maxConnections();
    }

    /** Whether clients are limited at all. */
    public boolean areInForce() {
        return rates.isEnabled();
    }

    /** Lets nobody in any more: the service is about to stop. */
    public void closeDoors() {
        doorsClosed = true;
    }

    /** For tests, which stop one part only. */
    public void openDoors() {
        doorsClosed = false;
    }

    /**
     * Lets nobody pass who comes while the service is about to stop, or is full.
     *
     * @throws ApiException 503 when the doors are closed or this replica holds all that it can
     */
    void requireRoom() {
        if (doorsClosed) {
            throw ApiException.unavailable("This replica is restarting; connect again.", 1000);
        }
        if (all.get() >= most || waiting.isNearlyFull()) {
            throw ApiException.unavailable(
                    "This replica has as much to do as it can; connect later.", RETRY_MILLIS);
        }
    }

    /**
     * Takes a place for a connection.
     *
     * @throws ApiException CONNECTION_LIMIT when the address or the account has none left
     */
    void reserve(@Nullable ApiKey key, String clientIp) {
        List<Network> taken = new ArrayList<>();
        try {
            for (Network network : Network.of(clientIp)) {
                take(
                        byNetwork,
                        network.name(),
                        PER_ADDRESS * network.room(),
                        "connections-per-address");
                taken.add(network);
            }
            if (key != null) {
                reserveAccount(key);
            }
            all.incrementAndGet();
        } catch (ApiException e) {
            taken.forEach(network -> giveBack(byNetwork, network.name()));
            throw e;
        }
    }

    /** Takes the account's place for a connection that authenticates in band. */
    public void reserveAccount(ApiKey key) {
        take(byAccount, key.accountId(), PER_ACCOUNT, "connections-per-account");
    }

    /** Gives the places of a connection back. */
    public void release(@Nullable ApiKey key, String clientIp) {
        all.decrementAndGet();
        Network.of(clientIp).forEach(network -> giveBack(byNetwork, network.name()));
        if (key != null) {
            releaseAccount(key);
        }
    }

    /** Gives back the place of a connection that was gone before it was authenticated. */
    public void releaseAccount(ApiKey key) {
        giveBack(byAccount, key.accountId());
    }

    private <K> void take(Map<K, Integer> places, K owner, long limit, String policy) {
        int now = places.merge(owner, 1, Integer::sum);
        if (now > limit && rates.isEnabled()) {
            giveBack(places, owner);
            throw new LimitReached(policy, limit, RETRY_MILLIS / 1000, RETRY_MILLIS)
                    .refusal(
                            ErrorCode.CONNECTION_LIMIT,
                            "There are " + limit + " connections already; close one first.");
        }
    }

    private static <K> void giveBack(Map<K, Integer> places, K owner) {
        places.computeIfPresent(owner, (o, count) -> count > 1 ? count - 1 : null);
    }
}
