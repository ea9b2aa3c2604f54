package com.rescaleequity.market.instrument;

import com.rescaleequity.platform.operator.OperatorCall;

/**
 * Whose wish a change is, for the audit trail.
 *
 * @param actor the operator's name
 * @param address where the operator called from
 * @param reason why
 * @param requestId the operator's name for the change; the same one again changes nothing more
 */
public record Wish(String actor, String address, String reason, String requestId) {

    /** Whose wish a call's change is. */
    public static Wish of(OperatorCall call, OperatorCall.Change change) {
        return new Wish(
                call.operator().name(), call.address(), change.reason(), change.requestId());
    }
}
