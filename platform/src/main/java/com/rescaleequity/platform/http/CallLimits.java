package com.rescaleequity.platform.http;

import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.limits.Limited;
import com.rescaleequity.platform.limits.Policy;
import com.rescaleequity.platform.limits.RateLimits;
import com.rescaleequity.platform.limits.RateLimits.Remainder;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Takes what a call costs from the buckets that it counts against, and says so in its headers. */
@ApplicationScoped
public class CallLimits {

    private final CallContext call;
    private final RateLimits limits;

    public CallLimits(CallContext call, RateLimits limits) {
        this.call = call;
        this.limits = limits;
    }

    /** What a call takes of one bucket; no tokens where it is only shown. */
    private record Share(Policy policy, String owner, String tier, long tokens) {}

    /**
     * Takes what a call costs beyond the weight of its {@link Limited}, once that is known.
     *
     * @throws ApiException 429 when there is not enough; its headers are set
     */
    public void take(RoutingContext http, Policy policy, long tokens) {
        take(http, shares(call.caller(), policy, tokens));
    }

    /** Takes the weight of a call with a key. */
    void take(RoutingContext http, Caller caller, Limited limited) {
        take(http, shares(caller, limited.policy(), limited.weight()));
    }

    /** Takes from a bucket of the address, for calls without a key that counts. */
    void takeOfAddress(RoutingContext http, Policy policy, long tokens) {
        take(http, List.of(new Share(policy, call.clientIp(), "", tokens)));
    }

    /** A refused order call costs one token of its account, as the contract's weights say. */
    void chargeRefusal(Caller caller) {
        limits.charge(Policy.ACCOUNT, owner(caller), caller.key().tier(), 1);
    }

    private List<Share> shares(Caller caller, Policy policy, long tokens) {
        String owner = owner(caller);
        String tier = caller.key().tier();
        Share account = new Share(Policy.ACCOUNT, owner, tier, 0);
        return switch (policy) {
            case ACCOUNT -> List.of(new Share(Policy.ACCOUNT, owner, tier, tokens));
            case ORDERS ->
                    List.of(
                            account,
                            new Share(Policy.ORDERS, owner, tier, tokens),
                            new Share(Policy.ORDERS_DAY, owner, tier, tokens));
            case ORDERS_DAY, CANCELS, SENSITIVE, OPERATOR, WS_FRAMES ->
                    List.of(account, new Share(policy, owner, tier, tokens));
            case IP, SANDBOX_ACCOUNTS, WS_CONNECT, OPERATOR_FAILURES ->
                    List.of(account, new Share(policy, call.clientIp(), "", tokens));
        };
    }

    private void take(RoutingContext http, List<Share> shares) {
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

    private static Remainder nothingLeft(Policy policy, ApiException refusal) {
        long limit = refusal.details().get("limit") instanceof Long l ? l : policy.limit();
        long millis = refusal.details().get("retryAfterMs") instanceof Long m ? m : 0;
        return new Remainder(policy, limit, 0, Math.ceilDiv(millis, 1000L));
    }

    private static String owner(Caller caller) {
        return Long.toString(caller.accountId());
    }
}
