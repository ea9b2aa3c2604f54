package com.rescaleequity.order.api;

import com.rescaleequity.platform.auth.Admitted;
import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.http.IdempotencyKey;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.limits.Policy;
import com.rescaleequity.protocol.trading.PlaceOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request that wants something done, whatever way it came: whose it is, what it says, and the
 * key under which its client may repeat it. It is all that the desks know of a call.
 */
public record OrderRequest(
        Admitted admitted, Fields fields, @Nullable IdempotencyKey key, Entrance entrance) {

    /** The way that a request came, as far as it hears of it before the answer. */
    public interface Entrance {

        /**
         * What the request costs beyond the weight of its call, once that is known.
         *
         * @throws com.rescaleequity.platform.errors.ApiException when the account has too little
         *     left
         */
        void take(Policy policy, long tokens);

        /**
         * The connection with which orders of the request end, as the engine numbers it; 0: none.
         */
        default long lease() {
            return 0;
        }

        /** The answer is the one that the request's first sending got. */
        void noteReplay();
    }

    Caller caller() {
        return Objects.requireNonNull(admitted.caller(), "no call about orders is open");
    }

    long accountId() {
        return caller().accountId();
    }

    /** The last moment at which the request may take effect, epoch ms; 0 if it is not signed. */
    long validUntil() {
        Caller.Signature signature = caller().signature();
        return signature == null ? 0 : signature.validUntil();
    }

    /**
     * Whether the order's client order id leads to it, should this request stay unanswered. One
     * that we make up does not when the request repeats another, whose order has another one; its
     * key leads to it then.
     */
    boolean canAskFor(PlaceOrder order) {
        return key == null || !order.getLabelIsNew();
    }

    Problems problems() {
        return fields.problems();
    }
}
