package com.rescaleequity.stream.api;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.limits.Policy;
import com.rescaleequity.platform.limits.RateLimits;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How often an address may connect and how many connections it and an account may have here. */
@Singleton
class ConnectionLimits {

    private static final int PER_ACCOUNT = 20;
    private static final int PER_ADDRESS = 50;

    private final Map<Long, Integer> byAccount = new ConcurrentHashMap<>();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final RateLimits rates;
    private volatile boolean doorsClosed;

    ConnectionLimits(RateLimits rates) {
        this.rates = rates;
    }

    /** Lets nobody in any more: the service is about to stop. */
    void closeDoors() {
        doorsClosed = true;
    }

    /** For tests, which stop one part only. */
    void openDoors() {
        doorsClosed = false;
    }

    /**
     * Counts an attempt to connect.
     *
     * @throws ApiException CONNECTION_LIMIT when there were too many, 503 when the doors are closed
     */
    void attempt(String clientIp) {
        if (doorsClosed) {
            throw ApiException.unavailable("This replica is restarting; connect again.", 1000);
        }
        rates.take(Policy.WS_CONNECT, clientIp, "", 1);
    }

    /**
     * Takes a place for a connection.
     *
     * @throws ApiException CONNECTION_LIMIT when the address or the account has none left
     */
    void reserve(@Nullable ApiKey key, String clientIp) {
        take(byAddress, clientIp, PER_ADDRESS, "connections-per-address");
        if (key != null) {
            try {
                reserveAccount(key);
            } catch (ApiException e) {
                giveBack(byAddress, clientIp);
                throw e;
            }
        }
    }

    /** Takes the account's place for a connection that authenticates in band. */
    void reserveAccount(ApiKey key) {
        take(byAccount, key.accountId(), PER_ACCOUNT, "connections-per-account");
    }

    /** Gives the places of a connection back. */
    void release(@Nullable ApiKey key, String clientIp) {
        giveBack(byAddress, clientIp);
        if (key != null) {
            releaseAccount(key);
        }
    }

    /** Gives back the place of a connection that was gone before it was authenticated. */
    void releaseAccount(ApiKey key) {
        giveBack(byAccount, key.accountId());
    }

    private <K> void take(Map<K, Integer> places, K owner, int limit, String policy) {
        int now = places.merge(owner, 1, Integer::sum);
        if (now > limit && rates.isEnabled()) {
            giveBack(places, owner);
            throw new ApiException(
                    ErrorCode.CONNECTION_LIMIT,
                    "There are " + limit + " connections already; close one first.",
                    Map.of("policy", policy, "limit", limit));
        }
    }

    private static <K> void giveBack(Map<K, Integer> places, K owner) {
        places.computeIfPresent(owner, (o, count) -> count > 1 ? count - 1 : null);
    }
}
