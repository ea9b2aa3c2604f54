package com.rescaleequity.market.api;

import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.http.CallContext;
import com.rescaleequity.platform.limits.Policy;
import com.rescaleequity.platform.limits.RateLimits;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Charges what a call costs beyond the one token that every call costs, where that depends on its
 * parameters.
 */
@ApplicationScoped
class ExtraWeight {

    private final CallContext call;
    private final RateLimits limits;

    ExtraWeight(CallContext call, RateLimits limits) {
        this.call = call;
        this.limits = limits;
    }

    /**
     * Takes the rest of the weight.
     *
     * @throws com.rescaleequity.platform.errors.ApiException 429 when there is not enough
     */
    void charge(int weight) {
        if (weight <= 1) {
            return;
        }
        Caller caller = call.callerOrNull();
        if (caller == null) {
            limits.take(Policy.IP, call.clientIp(), "", weight - 1);
        } else {
            limits.take(
                    Policy.ACCOUNT,
                    Long.toString(caller.accountId()),
                    caller.key().tier(),
                    weight - 1);
        }
    }
}
