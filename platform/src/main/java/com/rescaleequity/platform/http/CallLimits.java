package com.rescaleequity.platform.http;

import com.rescaleequity.platform.auth.Admitted;
import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.limits.ClientAddress;
import com.rescaleequity.platform.limits.Policy;
import com.rescaleequity.platform.limits.RateHeaders;
import com.rescaleequity.platform.limits.RateLimits;
import com.rescaleequity.platform.limits.RateLimits.Remainder;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes what a call costs from the buckets that it counts against, and says so in its headers. */
@ApplicationScoped
public class CallLimits {

    /** Routing context key of the request that was let in. */
    static final String ADMITTED = "exchange.admitted";

    private static final String CHARGED = "exchange.charged";
    private static final String ADDRESS = "exchange.address";

    private final RateLimits limits;
    private final ClientAddress addresses;

    public CallLimits(RateLimits limits, ClientAddress addresses) {
        this.limits = limits;
        this.addresses = addresses;
    }

    /** What a call takes of one bucket; no tokens where it is only shown. */
    private record Share(Policy policy, String owner, String tier, long tokens) {}

    /**
     * Takes what a call costs of a policy beyond the weight of its annotation, once that is known.
     *
     * @throws ApiException 429 when there is not enough; its headers are set
     */
    public void take(RoutingContext http, Policy policy, long tokens) {
        Caller caller = caller(http);
        if (caller == null) {
            takeOfAddress(http, policy, tokens);
        } else {
            takeOfCaller(http, caller.key(), policy, tokens);
        }
    }

    /**
     * Takes what a read weighs beyond its annotation: of its account or, without a key, of its
     * address.
     *
     * @throws ApiException 429 when there is not enough; its headers are set
     */
    public void takeMore(RoutingContext http, long tokens) {
        if (tokens > 0) {
            take(http, Policy.ACCOUNT, tokens);
        }
    }

    /**
     * Takes from a bucket of the address, for calls without a key that counts.
     *
     * @throws ApiException 429 when there is not enough, IP_BLOCKED when it is kept out; its
     *     headers are set
     */
    public void takeOfAddress(RoutingContext http, Policy policy, long tokens) {
        String address = address(http);
        if (policy == Policy.WS_CONNECT) {
            take(http, List.of(new Share(policy, address, "", tokens)));
        } else if (policy.byAddress() && policy != Policy.IP) {
            take(
                    http,
                    List.of(
                            new Share(Policy.IP, address, "", 1),
                            new Share(policy, address, "", tokens)));
        } else {
            take(http, List.of(new Share(Policy.IP, address, "", tokens)));
        }
    }

    /** Takes a token of the address if there is one, unless somebody has paid; refuses nobody. */
    void countOfAddress(RoutingContext http) {
        // If there is none, that is all that it can pay.
        var _ = unpaid(http);
    }

    /** The client's address. */
    public String address(RoutingContext http) {
        String known = http.get(ADDRESS);
        if (known == null) {
            known = addresses.of(http);
            http.put(ADDRESS, known);
        }
        return known;
    }

    /** Takes from a bucket of the key's account. */
    void takeOfCaller(RoutingContext http, ApiKey key, Policy policy, long tokens) {
        take(http, shares(address(http), key, policy, tokens));
    }

    /**
     * Takes from a bucket of the key's account for a request of an open connection, which has no
     * headers to say so.
     *
     * @throws ApiException 429 when there is not enough
     */
    public void takeOfAccount(ApiKey key, Policy policy, long tokens) {
        for (Share share : shares("", key, policy, tokens)) {
            limits.take(share.policy(), share.owner(), share.tier(), share.tokens());
        }
    }

    /** Refuses an address that has nothing left, taking nothing of one that has. */
    void requireRoom(RoutingContext http) {
        limits.requireRoom(address(http));
    }

    /** Refuses an address that is kept out. */
    void requireNotBlocked(RoutingContext http) {
        limits.requireNotBlocked(address(http));
    }

    /**
     * The refusal of a request, for which its address pays unless somebody has paid before; another
     * refusal where it has too little left for that.
     */
    ApiException charged(RoutingContext http, ApiException refusal) {
        ApiException tooMany = refusal.code().status() >= 500 ? null : unpaid(http);
        return tooMany == null ? refusal : tooMany;
    }

    /** Lets the address pay a token unless somebody has paid; the refusal when it has none. */
    private @Nullable ApiException unpaid(RoutingContext http) {
        try {
            if (http.get(CHARGED) == null) {
                takeOfAddress(http, Policy.IP, 1);
            }
            return null;
        } catch (ApiException tooMany) {
            return tooMany;
        }
    }

    /** A refused order call costs one token of its account, as the contract's weights say. */
    public void chargeIfRefused(Policy policy, @Nullable Caller caller, int status) {
        boolean ofOrders = policy == Policy.ORDERS || policy == Policy.CANCELS;
        if (ofOrders && caller != null && status == 400) {
            limits.charge(Policy.ACCOUNT, owner(caller.key()), caller.key().tier(), 1);
        }
    }

    private static List<Share> shares(String address, ApiKey key, Policy policy, long tokens) {
        String owner = owner(key);
        String tier = key.tier();
        // What is logged or sensitive is paid for like any other call too.
        long ofAccount = policy == Policy.LOGGED || policy == Policy.SENSITIVE ? tokens : 0;
        Share account = new Share(Policy.ACCOUNT, owner, tier, ofAccount);
        if (policy == Policy.ACCOUNT) {
            return List.of(new Share(Policy.ACCOUNT, owner, tier, tokens));
        }
        if (policy == Policy.ORDERS) {
            return List.of(
                    account,
                    new Share(Policy.ORDERS, owner, tier, tokens),
                    new Share(Policy.ORDERS_DAY, owner, tier, tokens));
        }
        return policy.byAddress()
                ? List.of(
                        new Share(Policy.ACCOUNT, owner, tier, 1),
                        new Share(policy, address, "", tokens))
                : List.of(account, new Share(policy, owner, tier, tokens));
    }

    private void take(RoutingContext http, List<Share> shares) {
        http.put(CHARGED, true);
        List<Remainder> left = new ArrayList<>();
        try {
            for (Share share : shares) {
                left.add(limits.take(share.policy(), share.owner(), share.tier(), share.tokens()));
            }
        } catch (ApiException refusal) {
            left.add(nothingLeft(shares.get(left.size()).policy(), refusal));
            throw refusal;
        } finally {
            if (limits.isEnabled()) {
                RateHeaders.write(http.response(), left);
            }
        }
    }

    private Remainder nothingLeft(Policy policy, ApiException refusal) {
        long limit =
                refusal.details().get("limit") instanceof Long l ? l : limits.share(policy.limit());
        long millis = refusal.details().get("retryAfterMs") instanceof Long m ? m : 0;
        return new Remainder(policy, limit, 0, Math.ceilDiv(millis, 1000L));
    }

    private static @Nullable Caller caller(RoutingContext http) {
        Admitted admitted = http.get(ADMITTED);
        return admitted == null ? null : admitted.caller();
    }

    private static String owner(ApiKey key) {
        return Long.toString(key.accountId());
    }
}
