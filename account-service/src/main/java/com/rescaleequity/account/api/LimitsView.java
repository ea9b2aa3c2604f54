package com.rescaleequity.account.api;

import com.rescaleequity.platform.limits.Policy;
import com.rescaleequity.platform.limits.RateLimits;
import java.util.List;

/** The rate limits of an account. */
public record LimitsView(List<PolicyView> policies, List<Object> openOrders) {

    private static final List<Policy> SHOWN =
            List.of(
                    Policy.ACCOUNT,
                    Policy.ORDERS,
                    Policy.ORDERS_DAY,
                    Policy.CANCELS,
                    Policy.LOGGED,
                    Policy.SENSITIVE);

    /** A policy: so many tokens per window. */
    public record PolicyView(String policy, long limit, long windowSeconds) {}

    static LimitsView of(RateLimits limits, String owner, String tier) {
        return new LimitsView(
                SHOWN.stream()
                        .map(policy ->
                                new PolicyView(
                                        policy.text(),
                                        limits.peek(policy, owner, tier).limit(),
                                        policy.window().toSeconds()))
                        .toList(),
                List.of());
    }
}
