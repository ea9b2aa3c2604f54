package com.rescaleequity.order.api;

import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.http.CallContext;
import com.rescaleequity.platform.http.IdempotencyKey;
import com.rescaleequity.platform.http.SignedBody;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.JsonReader;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.protocol.trading.PlaceOrder;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request that wants something done: whose it is, what it says, and the key under which its
 * client may repeat it.
 */
record OrderRequest(Caller caller, Fields fields, @Nullable IdempotencyKey key) {

    /** Reads a body; it may carry its action, and a signed one the timestamp of its header. */
    static OrderRequest read(
            CallContext call,
            ContainerRequestContext request,
            byte[] body,
            Set<String> known,
            OrderAction action) {
        Problems problems = new Problems();
        Caller caller = call.caller();
        boolean needed = action.isNeeded(caller);
        Fields fields =
                SignedBody.read(caller, request, body, known, problems, action.text(), needed);
        return new OrderRequest(caller, fields, IdempotencyKey.read(request, body, problems));
    }

    /** A request without a body. */
    static OrderRequest empty(CallContext call) {
        Fields none = Fields.ofBody(JsonReader.object(new byte[0]), Set.of(), new Problems());
        return new OrderRequest(call.caller(), none, null);
    }

    long accountId() {
        return caller.accountId();
    }

    /** The last moment at which the request may take effect, epoch ms; 0 if it is not signed. */
    long validUntil() {
        Caller.Signature signature = caller.signature();
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
