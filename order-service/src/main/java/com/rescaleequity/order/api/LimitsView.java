package com.rescaleequity.order.api;

import com.rescaleequity.platform.limits.Policy;
import com.rescaleequity.platform.limits.RateLimits;
import java.util.List;

/** What an account may do, and how many orders it has open of those that it may have. */
public record LimitsView(List<PolicyView> policies, List<OpenView> openOrders) {

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

    /** How many active orders there are in a market, and how many there may be. */
    public record OpenView(String symbol, int open, int limit) {}

    /** All replicas together give what the policies say: a replica's share is not the account's. */
    static LimitsView of(RateLimits limits, String tier, List<OpenView> openOrders) {
        return new LimitsView(
                SHOWN.stream()
                        .map(policy ->
                                new PolicyView(
                                        policy.text(),
                                        limits.ofAllReplicas(policy, tier),
                                        policy.window().toSeconds()))
                        .toList(),
                openOrders);
    }
}
